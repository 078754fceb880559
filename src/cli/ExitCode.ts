/** Exit codes of every command; a `check` that was made is `done`, whatever its verdict. */
export const ExitCode = { done: 0, no: 1, usage: 2, held: 4, mismatch: 5, internal: 70, interrupted: 130, terminated: 143 } as const;
