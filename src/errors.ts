/** Every error this package throws on purpose. `code` is stable; the message names the argument, what was expected and what came. */
export class KinklessError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A call was given an argument it cannot use. */
export class ArgumentError extends KinklessError {
  constructor(argument: string, expected: string, received: string) {
    super('ERR_ARGUMENT', `Expected ${expected} for ${argument} but received ${received}`);
  }
}

/** A file is missing, truncated or malformed. `place` says where in the file. */
export class FileError extends KinklessError {
  constructor(file: string, place: string, expected: string, received: string, options?: ErrorOptions) {
    super('ERR_FILE', `${file}: ${place}: expected ${expected} but found ${received}`, options);
  }
}

/** The native addon could not be loaded; the message lists every attempt and its remedy. */
export class AddonError extends KinklessError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_ADDON', message, options);
  }
}

/** A defect of this package: the native core refused what the TypeScript layer had accepted. */
export class InternalError extends KinklessError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_INTERNAL', message, options);
  }
}

/** Training reached numbers that are not finite. */
export class DivergedError extends KinklessError {
  constructor(epoch: number) {
    super(
      'ERR_DIVERGED',
      `Training diverged: at epoch ${String(epoch)} the loss or its gradient was no longer a finite number; a smaller learningRate helps`,
    );
  }
}

/** Numbers leave the range of float64: what was asked cannot be computed. */
export class OverflowError extends KinklessError {
  constructor(what: string) {
    super('ERR_RANGE', `The network and data need numbers whose products and squares fit float64, but ${what} overflows`);
  }
}

/** Another process runs a sweep on the same store. */
export class StoreHeldError extends KinklessError {
  constructor(store: string, options?: ErrorOptions) {
    super('ERR_STORE_HELD', `Expected a store that no other process writes to, but ${store} is held by a running sweep`, options);
  }
}

/** The plan does not extend the one that the store was made with. The message names the first difference. */
export class PlanMismatchError extends KinklessError {
  constructor(store: string, place: string, expected: string, received: string) {
    super(
      'ERR_PLAN_MISMATCH',
      `The plan does not extend the one that ${store} holds trials of: expected ${expected} for ${place} but received ${received}; another store starts anew`,
    );
  }
}
