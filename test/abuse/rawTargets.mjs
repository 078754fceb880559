import { recipe, recipeOf } from './build.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

const SHARED = recipe('typed', { kind: 'Int32Array', numbers: [0, 0, 0, 0], backing: 'shared' });
const DONE = recipe('fixture', { name: 'done' });

/** @param {number} samples @param {boolean} masked */
function problem(samples, masked) {
  return {
    widths: Int32Array.of(2, 3, 1),
    slopes: Float64Array.of(0.1),
    bias: Uint8Array.of(1, 0),
    parameters: Float64Array.from({ length: 12 }, (_, k) => Math.sin(k)),
    samples,
    inputs: Float64Array.from({ length: 2 * samples }, (_, k) => Math.cos(k)),
    targets: Float64Array.from({ length: samples }, (_, k) => (k % 2) * 2 - 1),
    masks: Float64Array.from({ length: masked ? 3 * samples : 0 }, (_, k) => 1 + (k % 3)),
  };
}

/** In the order of `src/train/rawOptions.ts`. @param {number} optimizer */
const options = (optimizer) =>
  Float64Array.of(optimizer, 0.01, 0.9, 1, 0.9, 0.999, 1e-8, 1e-3, 0.1, 0, 1, 0, 0, 0, 0, 0, 0, 5, -1, 0.5, -1, 1, 1, 1, 0, 0);

/**
 * Every function of the raw addon.
 *
 * @param {import('../../src/native/addon.js').Addon} addon
 * @returns {readonly Target[]}
 */
export function createRawTargets(addon) {
  const state = new Float64Array(12 + 3 * 12);
  const fields = addon.judgementFields().split(',').length;
  /** @type {Readonly<Record<string, readonly (readonly unknown[])[]>>} */
  const wellMeant = {
    info: [[]],
    judgementFields: [[]],
    draw: [0, 1, 2].map((kind) => [kind, 1, 2, 3, 4, new Float64Array(5)]),
    choose: [[10, 1, 2, 3, 4, new Float64Array(5)]],
    principalComponents: [[3, 2, Float64Array.of(1, 2, 3, 4, 5, 7), 1, new Float64Array(3), SHARED, DONE]],
    predict: [[problem(4, true), new Float64Array(4)]],
    judge: [[problem(4, false), true, SHARED, new Float64Array(fields), new Float64Array(12), new Float64Array(5 * 8), DONE]],
    train: [0, 1, 2, 3, 4].map((optimizer) => [
      problem(4, true),
      problem(optimizer % 2, optimizer % 2 === 1),
      optimizer === 3 ? state : new Float64Array(0),
      options(optimizer),
      Int32Array.of(1, 0, 0),
      SHARED,
      new Float64Array(12),
      new Float64Array(4),
      new Float64Array(10 * 10),
      new Float64Array(12 + 3 * 12),
      DONE,
    ]),
  };
  const table = /** @type {Readonly<Record<string, (...args: readonly unknown[]) => unknown>>} */ (/** @type {unknown} */ (addon));
  return Object.keys(table).map((name) => ({
    name: `addon.${name}`,
    wellMeant: (wellMeant[name] ?? [[]]).map((args) => args.map(recipeOf)),
    call: (...args) => table[name]?.(...args),
  }));
}
