/** Ends a validation with an error that says what was expected at `place` and what came. */
export type Refuse = (place: string, expected: string, received: string) => never;
