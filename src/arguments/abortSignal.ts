import { types } from 'node:util';
import { describe } from './describe.js';
import { guarded } from './guarded.js';
import { refuseArgument } from './refuseArgument.js';

/**
 * An AbortSignal that follows `value`: the same where it is one of the platform, else a new one. So another realm's or library's signal will
 * do, and whatever it does later cannot break a call half-way.
 *
 * @throws {ArgumentError} if `value` is neither an AbortSignal nor undefined
 */
export function abortSignal(name: string, value: unknown): AbortSignal | undefined {
  if (value === undefined) return undefined;
  return guarded(name, 'an AbortSignal', refuseArgument, () => (isPlain(value) ? value : follow(name, value)));
}

/** Neither wrapped nor with properties of its own that stand in for the platform's. */
function isPlain(value: unknown): value is AbortSignal {
  return value instanceof AbortSignal && !types.isProxy(value) && Object.getOwnPropertyNames(value).length === 0;
}

function follow(name: string, value: unknown): AbortSignal {
  const signal = Object(value) as Partial<AbortSignal>;
  const { aborted, addEventListener } = signal;
  if (typeof aborted !== 'boolean' || typeof addEventListener !== 'function')
    return refuseArgument(name, 'an AbortSignal', describe(value));
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort(signal.reason);
  };
  if (aborted) abort();
  else addEventListener.call(signal, 'abort', abort, { once: true });
  return controller.signal;
}
