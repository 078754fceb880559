import { describe, expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { margins } from '../../src/landscape/margins.js';
import { randomDirection } from '../../src/landscape/randomDirection.js';
import { sliceLine } from '../../src/landscape/sliceLine.js';
import { slicePlane } from '../../src/landscape/slicePlane.js';
import { Network } from '../../src/network/Network.js';
import type { Problem } from '../oracle/Problem.js';
import { generator, randomProblem, type Shape } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { instance } from '../support/instance.js';

const SHAPES: readonly (Shape & { readonly name: string })[] = [
  { name: 'one hidden layer, ReLU', samples: 7, widths: [3, 5, 1] },
  { name: 'leaky, biases, masks', samples: 9, widths: [4, 6, 1], slopes: 0.1, biases: true, masks: 'uniform' },
  { name: 'absolute value, two outputs', samples: 5, widths: [2, 3, 2], slopes: -1 },
  { name: 'two hidden layers, ReLU', samples: 6, widths: [3, 4, 5, 1] },
  { name: 'two hidden layers, biases, Bernoulli masks', samples: 6, widths: [3, 5, 4, 1], biases: true, masks: 'bernoulli' },
  {
    name: 'three hidden layers, one of them linear',
    samples: 4,
    widths: [2, 4, 3, 4, 1],
    slopes: [0.1, 1, 0],
    biases: [true, false, true, false],
  },
  { name: 'dead units and inputs that are zero', samples: 6, widths: [3, 4, 3, 1], biases: true, deadUnits: 2, zeroInputs: 0.4 },
];

function at(network: Network, problem: Problem, direction: Float64Array, t: number) {
  const { layers } = network.withParameters(network.parameters().map((weight, p) => weight + t * direction[p]!)).toJSON();
  return reference({ ...problem, layers });
}

const triple = (layer: number, unit: number, sample: number) => `layer ${String(layer)}, unit ${String(unit)}, sample ${String(sample)}`;

describe('kinks on a line', () => {
  test.each(SHAPES)('$name: they are all the changes of the activation pattern (plain loops)', async (shape) => {
    for (const seed of [1, 2, 3]) {
      const problem = randomProblem(seed, shape);
      const { network, data } = instance(problem);
      const direction = randomDirection(network, { seed });
      const { kinks } = await sliceLine(network, data, direction, { range: 2, points: 3 });
      expect(kinks.at.length).toBeGreaterThan(0);
      expect([...kinks.at]).toEqual([...kinks.at].sort((a, b) => a - b));
      // Several at the same t, to rounding: of samples for which all units before are off, whose pre-activations are the bias alone.
      const groups: number[][] = [];
      kinks.at.forEach((t, k) => {
        if (k > 0 && t - kinks.at[k - 1]! < 1e-12) groups.at(-1)!.push(k);
        else groups.push([k]);
      });
      const ends = [-2, ...groups.map((group) => kinks.at[group[0]!]!), 2];
      const points = ends.slice(1).map((end, k) => at(network, problem, direction, (end + ends[k]!) / 2));
      for (const [k, group] of groups.entries()) {
        const [before, after] = [points[k]!, points[k + 1]!];
        const changed: string[] = [];
        // What carries a kink on one side only has all of the layer before, or all behind it, switched off there: by another kink at the same t.
        const onOneSide: string[] = [];
        for (let l = 1; l < before.U.length - 1; l++)
          before.U[l]!.forEach((row, n) => {
            row.forEach((u, i) => {
              const [first, second] = [before.carries[l]![n]![i]!, after.carries[l]![n]![i]!];
              if (first !== second) onOneSide.push(triple(l, i, n));
              else if (first && u >= 0 !== after.U[l]![n]![i]! >= 0) changed.push(triple(l, i, n));
            });
          });
        const found = group.map((j) => triple(kinks.layer[j]!, kinks.unit[j]!, kinks.sample[j]!));
        expect(found.filter((name) => !onOneSide.includes(name)).sort()).toEqual(changed.sort());
      }
    }
  });

  test.each(SHAPES)('$name: at each of them the pre-activation is zero to rounding (plain loops)', async (shape) => {
    const problem = randomProblem(4, shape);
    const { network, data } = instance(problem);
    const direction = randomDirection(network, { seed: 4 });
    const { kinks } = await sliceLine(network, data, direction, { range: 2, points: 3 });
    kinks.at.forEach((t, k) => {
      const { U, V } = at(network, problem, direction, t);
      const [l, i, n] = [kinks.layer[k]!, kinks.unit[k]!, kinks.sample[k]!];
      const size = Math.max(...V[l - 1]![n]!.map(Math.abs), 1) * Math.max(...network.parameters().map(Math.abs));
      expect(Math.abs(U[l]![n]![i]!)).toBeLessThan(1e-12 * size);
    });
  });

  test('one hidden layer: t = −u / (D x), in closed form', async () => {
    const network = Network.from({ layers: [{ weights: [[1, 2], [-1, 1]] }, { weights: [[1, 1]] }], slopes: [0] }); // prettier-ignore
    const data = Dataset.from({ inputs: [[1, 1], [3, -1]], targets: [0, 1] }); // prettier-ignore
    const { kinks } = await sliceLine(network, data, [-4, 0, 0, 8, 7, 7], { points: 3 });
    // Unit 0: u = 3 − 4t and 1 − 12t; unit 1: u = 8t and −4 − 8t. The last, at −1/2, and the first, at 3/4, are of different samples.
    expect([...kinks.at].map((t) => t + 0)).toEqual([-0.5, 0, 1 / 12, 0.75]);
    expect([...kinks.unit]).toEqual([1, 1, 0, 0]);
    expect([...kinks.sample]).toEqual([1, 0, 1, 0]);
  });

  test('a pre-activation that is zero to rounding all along has no kink', async () => {
    // 0.1 + 0.2 − 0.3 is 5.6e-17 in floating point; the direction scales the unit.
    const network = Network.from({ layers: [{ weights: [[0.1, 0.2, -0.3]] }, { weights: [[1]] }], slopes: [0] });
    const data = Dataset.from({ inputs: [[1, 1, 1]], targets: [1] });
    expect((await sliceLine(network, data, [0.1, 0.2, -0.3, 0], { range: 2, points: 3 })).kinks.at).toHaveLength(0);
    expect((await sliceLine(network, data, [0.1, 0.2, 0.3, 0], { range: 2, points: 3 })).kinks.at).toHaveLength(1);
  });
});

describe('losses', () => {
  test.each(SHAPES)('$name: on a line and on a plane as plain loops give them', async (shape) => {
    const problem = randomProblem(5, shape);
    const { network, data } = instance(problem);
    const [first, second] = [randomDirection(network), randomDirection(network, { index: 1 })];
    const line = await sliceLine(network, data, first, { range: 0.5, points: 5 });
    line.at.forEach((t, k) => {
      expect(line.loss[k]).toBeCloseTo(at(network, problem, first, t).loss, 12);
    });
    const plane = await slicePlane(network, data, [first, second], { range: 0.5, points: 3 });
    plane.at.forEach((t, j) => {
      const shifted = network.withParameters(network.parameters().map((weight, p) => weight + t * second[p]!));
      plane.at.forEach((s, i) => {
        expect(plane.loss[3 * j + i]).toBeCloseTo(at(shifted, problem, first, s).loss, 12);
      });
    });
  });

  test('between two kinks the loss is a polynomial of degree 2L: differences of order 2L + 1 vanish', async () => {
    const problem = randomProblem(6, { samples: 4, widths: [3, 3, 3, 1], slopes: 0.1 });
    const { network, data } = instance(problem);
    const direction = randomDirection(network, { seed: 6 });
    const { kinks } = await sliceLine(network, data, direction, { range: 1, points: 3 });
    const ends = [-1, ...kinks.at, 1];
    ends.slice(1).forEach((end, k) => {
      const losses = Array.from(
        { length: 8 },
        (_, j) => at(network, problem, direction, ends[k]! + ((j + 0.5) / 8) * (end - ends[k]!)).loss,
      );
      let differences = losses;
      for (let order = 0; order < 7; order++) differences = differences.slice(1).map((value, j) => value - differences[j]!);
      expect(Math.abs(differences[0]!)).toBeLessThan(1e-12 * Math.max(...losses));
    });
  });
});

describe('kinks on a plane', () => {
  test('one hidden layer: every curve is the straight line u = 0 (closed form)', async () => {
    const problem = randomProblem(7, { samples: 6, widths: [3, 4, 1], biases: true });
    const { network, data } = instance(problem);
    const directions = [randomDirection(network), randomDirection(network, { index: 1 })] as const;
    const { curves, kinks } = await slicePlane(network, data, directions, { points: 21 });
    expect(curves.length).toBe(kinks);
    const lines: string[] = [];
    const random = generator(7);
    for (const { unit, sample, paths, distance } of curves) {
      const u = (parameters: Float64Array) =>
        problem.inputs[sample]!.reduce((sum, x, j) => sum + x * parameters[4 * unit + j]!, parameters[4 * unit + 3]!);
      const [u0, us, ut] = [network.parameters(), ...directions].map(u) as [number, number, number];
      expect(paths).toHaveLength(1);
      expect(paths[0]).toHaveLength(4);
      const [s1, t1, s2, t2] = paths[0]! as unknown as [number, number, number, number];
      const share = random();
      const [s, t] = [s1 + share * (s2 - s1), t1 + share * (t2 - t1)];
      expect(Math.abs(u0 + s * us + t * ut)).toBeLessThan(1e-10);
      for (const [a, b] of [[s1, t1], [s2, t2]]) expect(Math.max(Math.abs(a!), Math.abs(b!))).toBeCloseTo(1, 9); // prettier-ignore
      // No nearer than the line itself, and at most half a cell farther.
      expect(distance).toBeGreaterThanOrEqual(Math.abs(u0) / Math.hypot(us, ut) - 1e-12);
      lines.push(`${String(unit)} ${String(sample)}`);
    }
    expect(new Set(lines).size).toBe(kinks);
    const crosses = problem.inputs.flatMap((x) =>
      [0, 1, 2, 3].map((unit) => {
        const u = (p: Float64Array) => x.reduce((sum, value, j) => sum + value * p[4 * unit + j]!, p[4 * unit + 3]!);
        const corners = [-1, 1].flatMap((s) => [-1, 1].map((t) => u(network.parameters()) + s * u(directions[0]) + t * u(directions[1])));
        return Math.min(...corners) < 0 && Math.max(...corners) > 0;
      }),
    );
    expect(kinks).toBe(crosses.filter(Boolean).length);
  });

  test('two hidden layers: along every curve the pre-activation is small beside its change over a cell', async () => {
    const problem = randomProblem(8, { samples: 4, widths: [3, 4, 4, 1] });
    const { network, data } = instance(problem);
    const [first, second] = [randomDirection(network), randomDirection(network, { index: 1 })];
    const { curves } = await slicePlane(network, data, [first, second], { points: 41 });
    const second2 = curves.filter(({ layer }) => layer === 2);
    expect(second2.length).toBeGreaterThan(3);
    const u = ({ unit, sample }: { unit: number; sample: number }, s: number, t: number) => {
      const shifted = network.withParameters(network.parameters().map((weight, p) => weight + t * second[p]!));
      return at(shifted, problem, first, s).U[2]![sample]![unit]!;
    };
    for (const curve of second2.slice(0, 6)) {
      const path = curve.paths[0]!;
      for (let k = 0; k + 1 < path.length; k += 2) {
        const [s, t] = [path[k]!, path[k + 1]!];
        const around = Math.max(...[[1, 0], [-1, 0], [0, 1], [0, -1]].map(([a, b]) => Math.abs(u(curve, s + a! / 20, t + b! / 20)))); // prettier-ignore
        expect(Math.abs(u(curve, s, t))).toBeLessThan(0.05 * around);
      }
    }
  });
});

describe('margins', () => {
  test.each(SHAPES)('$name: every triple that carries a kink, and no other (plain loops)', async (shape) => {
    const problem = randomProblem(9, shape);
    const { network, data } = instance(problem);
    const expected = reference(problem);
    const layers = await margins(network, data);
    expect(layers.map(({ layer }) => layer)).toEqual(network.hidden.map((_, l) => l + 1));
    for (const { layer, unit, sample, preActivation, tolerance, withoutKink } of layers) {
      const carrying = expected.carries[layer]!.flatMap((row) => row).filter(Boolean).length;
      expect([preActivation.length, withoutKink]).toEqual([carrying, data.samples * network.hidden[layer - 1]! - carrying]);
      expect(new Set(unit.map((i, k) => i * data.samples + sample[k]!)).size).toBe(carrying);
      preActivation.forEach((u, k) => {
        expect(expected.carries[layer]![sample[k]!]![unit[k]!]).toBe(true);
        expect(Math.abs(u - expected.U[layer]![sample[k]!]![unit[k]!]!)).toBeLessThanOrEqual(2 * tolerance[k]!);
        if (k > 0) expect(Math.abs(u)).toBeGreaterThanOrEqual(Math.abs(preActivation[k - 1]!));
      });
    }
  });

  test('what cannot be told from zero is counted (Świrszcz et al. 2017, five points)', async () => {
    const network = Network.from({
      layers: [
        { weights: [[1]], bias: [-3] },
        { weights: [[1]], bias: [0] },
      ],
      slopes: [0],
    });
    const data = Dataset.from({ inputs: [[5], [4], [3], [1], [-1]], targets: [2, 1, 0, -3, 3] });
    const [layer] = await margins(network, data);
    expect(layer).toMatchObject({ onKink: 1, withoutKink: 0 });
    expect([...layer!.preActivation].map(Math.abs)).toEqual([0, 1, 2, 2, 4]);
  });
});

describe('randomDirection', () => {
  test('every unit moves by its own norm; seed and index decide', () => {
    const network = Network.random({ inputs: 3, hidden: [4, 2], bias: true, seed: 1 });
    const direction = randomDirection(network, { seed: 5 });
    const norms = (parameters: Float64Array) =>
      network
        .withParameters(parameters)
        .layers.flatMap(({ weights: { data, rows, columns }, bias }) =>
          Array.from({ length: rows }, (_, i) => Math.hypot(...data.subarray(i * columns, (i + 1) * columns), bias![i]!)),
        );
    norms(direction).forEach((norm, k) => {
      expect(norm).toBeCloseTo(norms(network.parameters())[k]!, 12);
    });
    expect([...randomDirection(network, { seed: 5, index: 0 })]).toEqual([...direction]);
    expect([...randomDirection(network, { seed: 5, index: 1 })]).not.toEqual([...direction]);
    expect([...randomDirection(network, { seed: 6 })]).not.toEqual([...direction]);
  });

  test('a unit without weights does not move', () => {
    const network = Network.from({ layers: [{ weights: [[0, 0], [1, 2]] }, { weights: [[1, 1]] }], slopes: [0] }); // prettier-ignore
    expect([...randomDirection(network).subarray(0, 2)]).toEqual([0, 0]);
  });
});

describe('refusals name the argument', () => {
  const network = Network.random({ inputs: 2, hidden: [3], seed: 1 });
  const data = Dataset.gaussian({ samples: 4, inputs: 2 });
  const direction = randomDirection(network);
  test.each([
    ['a direction of another length', () => sliceLine(network, data, [1, 2]), /list of 9 numbers for direction/],
    ['a direction that is zero', () => sliceLine(network, data, new Float64Array(9)), /direction that is not zero for direction/],
    ['one direction for a plane', () => slicePlane(network, data, [direction] as never), /list of two directions for directions/],
    ['an even number of points', () => sliceLine(network, data, direction, { points: 10 }), /odd number for options\.points/],
    ['no range', () => sliceLine(network, data, direction, { range: 0 }), /options\.range/],
    ['a misspelt option', () => sliceLine(network, data, direction, { rang: 1 } as never), /range/],
    ['data of other inputs', () => margins(network, Dataset.gaussian({ samples: 4, inputs: 3 })), /2 inputs/],
    ['no hidden layer', () => margins(Network.random({ inputs: 2, hidden: [] }), data), /at least one hidden layer/],
    ['a loss beyond float64', () => sliceLine(network, data, direction, { range: 1e100 }), /the loss within the range overflows/],
  ] as const)('%s', async (_, call, message) => {
    await expect(call()).rejects.toThrow(message);
  });

  test('an abort rejects with its reason', async () => {
    const reason = new Error('enough');
    await expect(slicePlane(network, data, [direction, direction], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
