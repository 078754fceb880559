/** What a command may use of the process it runs in. */
export interface Context {
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly signal: AbortSignal;
  /** Writes a text and a line break to standard output. */
  print(text: string): void;
  /** The exit code of a command that ends without an error, but not simply done. */
  exitWith(code: number): void;
  /** The terminal that shows progress, if there is one. */
  readonly terminal: NodeJS.WriteStream | undefined;
}
