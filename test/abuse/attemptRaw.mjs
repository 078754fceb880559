import { types } from 'node:util';
import { build } from './build.mjs';

/** How long a job that was accepted may take to answer once it is told to stop. */
const PATIENCE_MS = 20_000;
const ENOUGH_MS = 100;

/**
 * Makes one call of the raw addon: it must return a status, or throw what a getter threw, and every job it starts must end.
 *
 * @param {import('./targets.mjs').Target} target
 * @param {readonly import('./build.mjs').Recipe[]} recipes
 * @param {import('./build.mjs').Kitchen} kitchen
 * @returns {Promise<import('./attempt.mjs').Attempt>}
 */
export async function attemptRaw(target, recipes, kitchen) {
  /** @type {(status: unknown) => void} */
  let end = () => undefined;
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  const args = recipes.map((each) => build(each, { fixtures: { ...kitchen.fixtures, done: end } }));
  let answer;
  try {
    answer = target.call(...args);
  } catch {
    return { outcome: 'thrown' };
  }
  if (typeof answer !== 'number') return { outcome: 'accepted' };
  if (!Number.isInteger(answer) || answer < -3 || answer > 1) return { outcome: 'finding', finding: `the status ${String(answer)}` };
  if (answer !== 0) return { outcome: `status ${String(answer)}` };
  if (!args.includes(end)) return { outcome: 'accepted' };
  const enough = setTimeout(() => {
    for (const each of args) if (types.isInt32Array(each)) Reflect.set(each, 0, 1);
  }, ENOUGH_MS);
  /** @type {NodeJS.Timeout | undefined} */
  let late;
  const patience = new Promise((resolve) => {
    late = setTimeout(resolve, PATIENCE_MS, 'late');
  });
  const status = await Promise.race([ended, patience]);
  clearTimeout(enough);
  clearTimeout(late);
  return status === 'late' ? { outcome: 'finding', finding: 'the job does not end' } : { outcome: `accepted, done ${String(status)}` };
}
