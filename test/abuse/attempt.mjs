import { build } from './build.mjs';
import { findNonFinite } from './findNonFinite.mjs';

/** @typedef {import('./build.mjs').Recipe} Recipe */
/**
 * How a call ended: accepted, refused with a code, aborted by the harness, or a finding.
 *
 * @typedef {{ readonly outcome: string, readonly finding?: string }} Attempt
 */

/** A call that gives no answer in this time hangs, even on a machine that does other things as well. */
const PATIENCE_MS = 20_000;
/** What the harness aborts long trainings with: a caller may ask for 2^31 epochs, and gets them. */
export const ENOUGH = new Error('enough');
const ENOUGH_MS = 150;

const LATE = Symbol('late');

/**
 * Makes one call of the public API and judges what comes of it.
 *
 * @param {import('./targets.mjs').Target} target
 * @param {readonly Recipe[]} recipes
 * @param {import('./build.mjs').Kitchen} kitchen
 * @param {abstract new (...args: never[]) => Error & { readonly code: string }} KinklessError
 * @param {ReadonlySet<string>} codes
 * @returns {Promise<Attempt>}
 */
export async function attempt(target, recipes, kitchen, KinklessError, codes) {
  const args = bounded(
    target.name,
    recipes.map((each) => build(each, kitchen)),
  );
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, LATE);
    });
    const result = await Promise.race([target.call(...args), patience]);
    if (result === LATE) return { outcome: 'finding', finding: `no answer after ${String(PATIENCE_MS)} ms` };
    const place = findNonFinite(result);
    return place === undefined ? { outcome: 'accepted' } : { outcome: 'finding', finding: `a result with ${place}` };
  } catch (error) {
    return judgeError(error, KinklessError, codes);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {unknown} error
 * @param {abstract new (...args: never[]) => Error & { readonly code: string }} KinklessError
 * @param {ReadonlySet<string>} codes
 * @returns {Attempt}
 */
function judgeError(error, KinklessError, codes) {
  if (error === ENOUGH || error === 'harness') return { outcome: 'aborted' };
  if (!(error instanceof KinklessError)) {
    const text = error instanceof Error ? String(error.stack) : `a thrown ${typeof error}`;
    return { outcome: 'finding', finding: `another error: ${text}` };
  }
  if (!codes.has(error.code)) return { outcome: 'finding', finding: `the code ${error.code}: ${error.message}` };
  if (error.code === 'ERR_ARGUMENT' && !/^Expected .+ for .+ but received .+$/s.test(error.message))
    return { outcome: 'finding', finding: `the message ${error.message}` };
  // A file's error names the file, however long.
  if (error.code === 'ERR_ARGUMENT' && error.message.length > 1000)
    return { outcome: 'finding', finding: `a message of ${String(error.message.length)} characters` };
  return { outcome: error.code };
}

/**
 * Long trainings are what the caller asked for, so the harness ends them: with a signal where the options are plain, else with few epochs.
 *
 * @param {string} name
 * @param {unknown[]} args
 */
function bounded(name, args) {
  if (name !== 'train') return args;
  const [network, data, options, ...rest] = args;
  if (typeof options !== 'object' || options === null) return args;
  try {
    if (/** @type {{ epochs?: unknown }} */ (options).epochs === 6 || 'signal' in options) {
      Object.defineProperty(options, 'epochs', { value: 6, enumerable: true, configurable: true, writable: true });
      return args;
    }
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort(ENOUGH);
    }, ENOUGH_MS).unref();
    Object.defineProperty(options, 'signal', { value: controller.signal, enumerable: true, configurable: true });
    return [network, data, options, ...rest];
  } catch {
    // A frozen or hostile object keeps its epochs, which are few unless they were made many: those are no argument to abuse.
    return [network, data, { epochs: 2 }, ...rest];
  }
}
