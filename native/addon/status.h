// What a call or a job answers; the same numbers stand in src/native/addon.ts.
#pragma once

inline constexpr int kDone = 0;
inline constexpr int kAborted = 1;
inline constexpr int kRefused = -1;  // an argument has the wrong type, length or value
inline constexpr int kNoMemory = -2;
inline constexpr int kNoConvergence = -3;  // LAPACK gave up
