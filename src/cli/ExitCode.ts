/** Exit codes of every command; a `check` that was made is `done`, whatever its verdict. */
export const ExitCode = { done: 0, usage: 2, internal: 70, interrupted: 130, terminated: 143 } as const;
