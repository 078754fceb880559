// Which parts of a judgement TypeScript asks for.
#pragma once

#include "addon/arguments.h"
#include "core/landscape/judgement.h"

// The same numbers stand in src/landscape/JudgementParts.ts.
inline constexpr std::uint32_t kJacobianPart = 1, kHessianPart = 2;

inline bool to_parts(const Napi::Value& value, kinkless::JudgementParts& out) {
  std::uint32_t parts = 0;
  if (!to_uint32(value, parts) || parts > (kJacobianPart | kHessianPart)) return false;
  out = {(parts & kJacobianPart) != 0, (parts & kHessianPart) != 0};
  return true;
}
