import { build } from './build.mjs';
import { endChildren } from './children.mjs';
import { findNonFinite } from './findNonFinite.mjs';
import { PLAN } from './sweepTargets.mjs';

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
/** Sweeps start processes first. */
const SWEEP_ENOUGH_MS = 3000;

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
  const { args, end } = bounded(
    target.name,
    recipes.map((each) => build(each, kitchen)),
  );
  const ending = setTimeout(end, target.name === 'sweep' ? SWEEP_ENOUGH_MS : ENOUGH_MS);
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
    clearTimeout(ending);
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
 * A sweep lets the trials end that were begun, so their processes are ended too.
 *
 * @param {string} name
 * @param {unknown[]} args
 * @returns {{ readonly args: readonly unknown[], readonly end: () => void }}
 */
function bounded(name, args) {
  const controller = new AbortController();
  const abort = () => {
    controller.abort(ENOUGH);
  };
  if (name === 'train') return { args: withSignal(args, 2, controller.signal, { epochs: 2 }), end: abort };
  if (name !== 'sweep') return { args, end: () => undefined };
  const plain = { store: 'new.db', signal: controller.signal };
  const bound = withSignal(args, 1, controller.signal, plain);
  return {
    // A signal of the caller's own may never come: then the plan is one that ends.
    args: hasOwnSignal(args[1]) ? [PLAN, ...bound.slice(1)] : bound,
    end: () => {
      abort();
      endChildren();
    },
  };
}

/** @param {unknown} options */
function hasOwnSignal(options) {
  try {
    return typeof options === 'object' && options !== null && 'signal' in options;
  } catch {
    return true;
  }
}

/**
 * The arguments, their options with a signal; where those take none, others.
 *
 * @param {unknown[]} args
 * @param {number} place of the options
 * @param {AbortSignal} signal
 * @param {object} others
 */
function withSignal(args, place, signal, others) {
  const options = args[place];
  if (typeof options !== 'object' || options === null) return args;
  try {
    if (/** @type {{ epochs?: unknown }} */ (options).epochs === 6 || 'signal' in options) {
      if (place === 2) Object.defineProperty(options, 'epochs', { value: 6, enumerable: true, configurable: true, writable: true });
      return args;
    }
    Object.defineProperty(options, 'signal', { value: signal, enumerable: true, configurable: true });
    return args;
  } catch {
    // A frozen or hostile object keeps its epochs, which are few unless they were made many: those are no argument to abuse.
    return args.map((each, k) => (k === place ? others : each));
  }
}
