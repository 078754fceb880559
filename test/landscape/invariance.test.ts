import { describe, expect, test } from '@jest/globals';
import type { CheckReport, DecidedRank } from '../../src/landscape/CheckReport.js';
import type { Layer, Problem } from '../oracle/Problem.js';
import { generator, randomProblem } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { judge } from '../support/judge.js';
import { kinkProblem } from '../support/kinkProblem.js';
import { verdictPoints } from '../support/verdictPoints.js';

const times = (rows: readonly (readonly number[])[], c: number): number[][] => rows.map((row) => row.map((x) => x * c));

function scaledLayer({ weights, bias }: Layer, weightFactor: number, biasFactor: number): Layer {
  return bias === undefined
    ? { weights: times(weights, weightFactor) }
    : { weights: times(weights, weightFactor), bias: bias.map((b) => b * biasFactor) };
}

/** (X, Y) → c(X, Y), every bias along with them: all U_l, the outputs and e are multiplied by c. */
function scaleData(problem: Problem, c: number): Problem {
  return {
    ...problem,
    inputs: times(problem.inputs, c),
    targets: times(problem.targets, c),
    layers: problem.layers.map((layer) => scaledLayer(layer, 1, c)),
  };
}

/** (Y, W_L, b_L) → c(Y, W_L, b_L): e is multiplied by c, nothing else changes. */
function scaleOutput(problem: Problem, c: number): Problem {
  return { ...problem, targets: times(problem.targets, c), layers: problem.layers.with(-1, scaledLayer(problem.layers.at(-1)!, c, c)) };
}

/** (W_l, b_l, W_{l+1}) → (cW_l, cb_l, W_{l+1}/c): U_l is multiplied by c, the outputs stay. */
function scaleLayers(problem: Problem, l: number, c: number): Problem {
  const layers = problem.layers.with(l - 1, scaledLayer(problem.layers[l - 1]!, c, c)).with(l, scaledLayer(problem.layers[l]!, 1 / c, 1));
  return { ...problem, layers };
}

/** The same for one unit i of layer l alone. */
function scaleUnit(problem: Problem, l: number, i: number, c: number): Problem {
  const { weights, bias } = problem.layers[l - 1]!;
  const above = problem.layers[l]!;
  const own = (rows: readonly (readonly number[])[]): number[][] => rows.map((row, k) => row.map((w) => (k === i ? w * c : w)));
  const layer = { weights: own(weights), ...(bias === undefined ? {} : { bias: bias.map((b, k) => (k === i ? b * c : b)) }) };
  const next = { ...above, weights: above.weights.map((row) => row.map((w, k) => (k === i ? w / c : w))) };
  return { ...problem, layers: problem.layers.with(l - 1, layer).with(l, next) };
}

const zeroColumn = (layer: Layer, unit: number): Layer => ({ ...layer, weights: layer.weights.map((row) => row.with(unit, 0)) });
const zeroRow = ({ weights, bias }: Layer, unit: number): Layer => ({
  weights: weights.with(
    unit,
    weights[unit]!.map(() => 0),
  ),
  ...(bias === undefined ? {} : { bias: bias.with(unit, 0) }),
});

/** Two hidden layers; in each, a unit that feeds nothing, one that nothing feeds, or both in one. */
function silentProblem(seed: number): Problem {
  const problem = randomProblem(100 + seed, { samples: 7, widths: [3, 3, 3, 1 + (seed % 2)], slopes: 0.3, biases: seed >= 4 });
  const [first, second, output] = problem.layers as [Layer, Layer, Layer];
  const layers = [
    [first, zeroColumn(second, 1), output],
    [first, second, zeroColumn(output, 0)],
    [zeroRow(first, 0), second, zeroColumn(output, 2)],
    [zeroRow(first, 2), zeroColumn(second, 2), output],
  ][seed % 4]!;
  return { ...problem, layers };
}

const points = [
  ...verdictPoints.map(({ name, problem }) => ({ name, problem })),
  ...Array.from({ length: 8 }, (_, seed) => ({
    name: `random ${seed}`,
    problem: randomProblem(seed, {
      samples: 3 + seed,
      widths: seed % 2 === 0 ? [3, 4, 1] : [3, 2, 3, 1],
      slopes: seed % 3 === 0 ? 0 : 0.2,
      biases: seed % 4 >= 2,
      masks: seed % 4 === 3 ? 'uniform' : 'none',
    }),
  })),
];
points.push(
  ...[2, 3].flatMap((outputs) =>
    [
      [3, 4, outputs],
      [2, 3, 3, outputs],
    ].map((widths, k) => ({
      name: `${widths.join('-')}`,
      problem: randomProblem(40 + outputs + k, { samples: 6, widths, slopes: 0.2, biases: k === 1, masks: k === 0 ? 'uniform' : 'none' }),
    })),
  ),
  // Most points of integers are on kinks; output weights that are 0 and dead units are among them.
  ...Array.from({ length: 24 }, (_, seed) => ({ name: `integers ${String(seed)}`, problem: kinkProblem(seed) })),
  ...Array.from({ length: 8 }, (_, seed) => ({ name: `silent ${String(seed)}`, problem: silentProblem(seed) })),
);
/** One hidden layer and one output: G e is measured. */
const isPlain = (problem: Problem): boolean => problem.layers.length === 2 && problem.targets[0]!.length === 1;
const oneHidden = points.filter(({ problem }) => isPlain(problem));
const withoutBias = points.filter(({ problem }) => problem.layers.every(({ bias }) => bias === undefined));
const factors = [2 ** 200, 2 ** -200];

const rankOf = (decided: DecidedRank | undefined): unknown => decided && [decided.rank, decided.full, decided.undecided];

function inertia({ hessian }: CheckReport): unknown {
  return hessian && [hessian.positive, hessian.zero, hessian.negative, hessian.nullity];
}

/** What no change of units can alter. */
function essence(report: CheckReport): unknown {
  return {
    verdict: report.verdict,
    mce: report.mce,
    onKink: report.kinks.onKink,
    carrying: report.kinks.carrying,
    exists: report.kinks.exists,
    ranks: rankOf(report.ranks[0]),
    jacobian: rankOf(report.jacobian),
    inertia: inertia(report),
    guarantee: [report.guarantee.capacity, report.guarantee.generic, report.guarantee.verified],
  };
}

/**
 * actual = factor · expected, to the rounding of a few operations; both null is equal too. Tolerances hold a term for underflow that does
 * not scale down: 1e-300 in the larger of the two units is far above it, and far below everything else here.
 */
function expectScaled(actual: number | null, expected: number | null, factor: number): void {
  if (actual === null || expected === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual - factor * expected)).toBeLessThanOrEqual(1e-12 * factor * Math.abs(expected) + 1e-300 * Math.max(1, factor));
}

/** Sizes and tolerances scale alike; below its tolerance a number is noise, and only that is required of it again. */
function expectMeasured(actual: CheckReport['gradient'], expected: CheckReport['gradient'], factor: number): void {
  expectScaled(actual.tolerance, expected.tolerance, factor);
  if (expected.infNorm > expected.tolerance) expectScaled(actual.infNorm, expected.infNorm, factor);
  else expect(actual.infNorm).toBeLessThanOrEqual(actual.tolerance);
}

/** ±1 targets stop being ±1 when they are scaled, so mce is compared only where the targets stay. */
const withoutMce = (report: CheckReport): CheckReport => ({ ...report, mce: null });

describe.each(factors)('factor %d', (c) => {
  test.each(points)('(X, Y) → c(X, Y), $name', async ({ problem }) => {
    const [before, after] = [withoutMce(await judge(problem)), withoutMce(await judge(scaleData(problem, c)))];
    expect(essence(after)).toEqual(essence(before));
    expect(after.kinks.at).toEqual(before.kinks.at);
    expectScaled(after.loss, before.loss, c * c);
    expectScaled(after.mse, before.mse, c * c);
    expectScaled(after.kinks.minAbs, before.kinks.minAbs, c);
  });

  test.each(withoutBias)('(X, Y) → c(X, Y) without biases: distances stay, gradients scale, $name', async ({ problem }) => {
    const [before, after] = [await judge(problem), await judge(scaleData(problem, c))];
    expectScaled(after.kinks.distance, before.kinks.distance, 1);
    expectMeasured(after.gradient, before.gradient, c * c);
    expectMeasured(after.criticality, before.criticality, c * c);
  });

  test.each(points)('(Y, W_L) → c(Y, W_L), $name', async ({ problem }) => {
    const [before, after] = [withoutMce(await judge(problem)), withoutMce(await judge(scaleOutput(problem, c)))];
    expect(essence(after)).toEqual(essence(before));
    expectScaled(after.loss, before.loss, c * c);
    if (isPlain(problem)) {
      // U_1 and G do not move; e does.
      expect(after.kinks.at).toEqual(before.kinks.at);
      expectScaled(after.kinks.minAbs, before.kinks.minAbs, 1);
      expectScaled(after.kinks.distance, before.kinks.distance, 1);
      expectMeasured(after.criticality, before.criticality, c);
    }
  });

  test.each(points)('(W_l, W_{l+1}) → (cW_l, W_{l+1}/c), $name', async ({ problem }) => {
    const before = await judge(problem);
    for (let l = 1; l < problem.layers.length; l++) {
      const after = await judge(scaleLayers(problem, l, c));
      expect(essence(after)).toEqual(essence(before));
      expectScaled(after.loss, before.loss, 1);
    }
  });

  test.each(oneHidden)('(W_1, W_2) → (cW_1, W_2/c): the kink stays where it is, $name', async ({ problem }) => {
    const [before, after] = [await judge(problem), await judge(scaleLayers(problem, 1, c))];
    expect(after.kinks.at).toEqual(before.kinks.at);
    expectScaled(after.kinks.minAbs, before.kinks.minAbs, c);
    expectScaled(after.kinks.distance, before.kinks.distance, c);
    expectMeasured(after.criticality, before.criticality, 1);
  });
});

describe.each([2 ** 20, 2 ** -20])('one unit, factor %d', (c) => {
  test.each(points)('its row times c and its column over c, $name', async ({ problem }) => {
    const before = await judge(problem);
    for (let l = 1; l < problem.layers.length; l++) {
      for (let i = 0; i < problem.layers[l - 1]!.weights.length; i++) {
        const after = await judge(scaleUnit(problem, l, i, c));
        expect(essence(after)).toEqual(essence(before));
        expectScaled(after.loss, before.loss, 1);
      }
    }
  });
});

describe('order', () => {
  function permutation(size: number, seed: number): number[] {
    const next = generator(seed);
    const order = Array.from({ length: size }, (_, k) => k);
    for (let k = size - 1; k > 0; k--) {
      const other = Math.floor(next() * (k + 1));
      [order[k], order[other]] = [order[other]!, order[k]!];
    }
    return order;
  }

  test.each(points)('of samples, $name', async ({ problem }) => {
    const order = permutation(problem.inputs.length, 5);
    const permuted = {
      ...problem,
      inputs: order.map((n) => problem.inputs[n]!),
      targets: order.map((n) => problem.targets[n]!),
      ...(problem.masks === undefined ? {} : { masks: problem.masks.map((mask) => order.map((n) => mask[n]!)) }),
    };
    const [before, after] = [await judge(problem), await judge(permuted)];
    expect(essence(after)).toEqual(essence(before));
    expectScaled(after.loss, before.loss, 1);
    expectScaled(after.kinks.minAbs, before.kinks.minAbs, 1);
    expectScaled(after.kinks.distance, before.kinks.distance, 1);
    expectMoved(problem, before, after, ({ layer, unit, sample }) => ({ layer, unit, sample: order[sample]! }));
  });

  test.each(points)('of units, $name', async ({ problem }) => {
    let permuted = problem;
    const orders = problem.slopes.map((_, k) => permutation(problem.layers[k]!.weights.length, 7 + k));
    orders.forEach((order, k) => {
      const { weights, bias } = permuted.layers[k]!;
      const next = permuted.layers[k + 1]!;
      permuted = {
        ...permuted,
        layers: permuted.layers
          .with(k, { weights: order.map((i) => weights[i]!), ...(bias === undefined ? {} : { bias: order.map((i) => bias[i]!) }) })
          .with(k + 1, { ...next, weights: next.weights.map((row) => order.map((i) => row[i]!)) }),
        ...(permuted.masks === undefined
          ? {}
          : {
              masks: permuted.masks.with(
                k,
                permuted.masks[k]!.map((row) => order.map((i) => row[i]!)),
              ),
            }),
      };
    });
    const [before, after] = [await judge(problem), await judge(permuted)];
    expect(essence(after)).toEqual(essence(before));
    expectScaled(after.loss, before.loss, 1);
    expectScaled(after.kinks.distance, before.kinks.distance, 1);
    expectMoved(problem, before, after, ({ layer, unit, sample }) => ({ layer, unit: orders[layer - 1]![unit]!, sample }));
  });

  type Place = NonNullable<CheckReport['kinks']['at']>;

  /** The named place, carried back, is the place named before, or has the same |u| (a tie). */
  function expectMoved(problem: Problem, before: CheckReport, after: CheckReport, back: (place: Place) => Place): void {
    if (before.kinks.at === null || after.kinks.at === null) {
      expect(after.kinks.at).toEqual(before.kinks.at);
      return;
    }
    const size = ({ layer, unit, sample }: Place): number => Math.abs(reference(problem).U[layer]![sample]![unit]!);
    const here = size(before.kinks.at);
    expect(Math.abs(size(back(after.kinks.at)) - here)).toBeLessThanOrEqual(1e-12 * here + 1e-16);
  }
});
