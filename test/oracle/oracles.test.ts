import { describe, expect, test } from '@jest/globals';
import { exactRank } from './exactRank.js';
import { exactReference } from './exactReference.js';
import { packParameters, withParameters } from './parameters.js';
import { learningRateAt, plainAdam, plainGradientDescent } from './plainTrainers.js';
import { generator, randomProblem } from './randomProblem.js';
import { Rational } from './Rational.js';
import { type Reference, reference } from './reference.js';
import { roundingBounds } from './roundingBounds.js';
import { singularValues } from './singularValues.js';

/** The oracles judged by one another, so that no test below them rests on a single piece of code. */
const problems = [
  randomProblem(1, { samples: 3, widths: [2, 3, 1] }),
  randomProblem(2, { samples: 4, widths: [2, 3, 1], slopes: 0.1, biases: true, masks: 'uniform' }),
  randomProblem(3, { samples: 3, widths: [3, 2, 2, 2], slopes: [-1, 0], biases: [true, false, true], masks: 'bernoulli' }),
  randomProblem(4, { samples: 2, widths: [1, 2, 2, 2, 3], slopes: [0.5, 1, 0], biases: [false, true, false, false], zeroInputs: 0.3 }),
];

describe('Rational', () => {
  test('reads float64 exactly and gives it back', () => {
    const next = generator(5);
    for (let k = 0; k < 200; k++) {
      const value = (next() - 0.5) * 2 ** Math.trunc(200 * (next() - 0.5));
      expect(Rational.from(value).toNumber()).toBe(value);
    }
    expect(Rational.from(0.1).toString()).toBe('3602879701896397/36028797018963968');
    expect(Rational.from(2 ** -1074).toString()).toBe(`1/${2n ** 1074n}`);
    expect(Rational.from(-3).toString()).toBe('-3');
  });

  test('knows the laws of fractions', () => {
    const third = Rational.of(1n, 3n);
    expect(third.plus(third).plus(third).toString()).toBe('1');
    expect(third.minus(Rational.of(-2n, 6n)).toString()).toBe('2/3');
    expect(third.over(Rational.of(-2n)).toString()).toBe('-1/6');
    expect(third.times(Rational.of(6n, 4n)).toString()).toBe('1/2');
  });
});

describe('reference', () => {
  test.each(problems)('agrees with exact fractions, problem %#', (problem) => {
    const plain = reference(problem);
    const exact = exactReference(problem);
    const samples = problem.inputs.length;
    const scale = 1e-13 * (1 + Math.max(...plain.jacobian.flat().map(Math.abs)) * Math.max(...plain.residual.flat().map(Math.abs)));
    plain.residual.forEach((row, n) => row.forEach((e, c) => expect(e).toBeCloseTo(exact.residual[n]![c]!.toNumber(), 12)));
    plain.gradient.forEach((g, p) => expect(Math.abs(g - exact.gradientTimesN[p]!.toNumber() / samples)).toBeLessThanOrEqual(scale));
    plain.jacobian.forEach((row, p) => row.forEach((x, k) => expect(x).toBeCloseTo(exact.jacobian[p]![k]!.toNumber(), 11)));
    plain.lastHidden.forEach((row, p) => row.forEach((x, n) => expect(x).toBeCloseTo(exact.lastHidden[p]![n]!.toNumber(), 12)));
    expect(plain.mse).toBeCloseTo(exact.sse.toNumber() / samples, 12);
    expect(plain.loss).toBeCloseTo(plain.mse / 2, 14);
  });

  test.each(problems)('its gradient is the exact difference of its loss, problem %#', (problem) => {
    // The loss is a quadratic in each single weight while no sign changes, so a central difference has no truncation error.
    const theta = packParameters(problem);
    const here = reference(problem);
    const signs = (at: Reference): string => JSON.stringify(at.U.slice(0, -1).map((layer) => layer.map((row) => row.map((u) => u >= 0))));
    theta.forEach((value, p) => {
      for (let h = 0.5; ; h /= 2) {
        expect(h).toBeGreaterThan(1e-6);
        const up = reference(withParameters(problem, theta.with(p, value + h)));
        const down = reference(withParameters(problem, theta.with(p, value - h)));
        if (signs(up) !== signs(here) || signs(down) !== signs(here)) continue;
        expect((up.loss - down.loss) / (2 * h)).toBeCloseTo(here.gradient[p]!, 6);
        break;
      }
    });
  });

  test('counts the triples that carry a kink, by hand', () => {
    // Sample 0 has a zero input and layer 1 no bias: unit 0 of layer 1 is zero there for a reason of structure.
    // Layer 2 has one dead unit (u = −1 always), so nothing below reaches the output.
    const dead = { slopes: [0, 0], inputs: [[0], [1]], targets: [[0], [0]] };
    const unreachable = reference({ ...dead, layers: [{ weights: [[1]] }, { weights: [[0]], bias: [-1] }, { weights: [[1]] }] });
    expect(unreachable.carries).toEqual([[], [[false], [false]], [[true], [true]]]);
    expect(unreachable.minAbs).toBe(1);
    const alive = reference({ ...dead, layers: [{ weights: [[1]] }, { weights: [[1]], bias: [2] }, { weights: [[1]] }] });
    expect(alive.carries).toEqual([[], [[false], [true]], [[true], [true]]]);
    expect(alive.minAbs).toBe(1);
    expect(alive.at).toEqual({ layer: 1, unit: 0, sample: 1 });
    // A linear layer has no kinks, a masked unit none either.
    const linear = reference({ ...dead, slopes: [1, 1], layers: [{ weights: [[1]] }, { weights: [[1]], bias: [2] }, { weights: [[1]] }] });
    expect(linear.minAbs).toBeNull();
    const masked = reference({
      slopes: [0],
      inputs: [[1], [1]],
      targets: [[0], [0]],
      layers: [{ weights: [[1], [2]] }, { weights: [[1, 1]] }],
      masks: [
        [
          [0, 1],
          [1, 0],
        ],
      ],
    });
    expect(masked.carrying).toBe(2);
  });
});

describe('rounding bounds', () => {
  test.each(problems)('cover the distance of the reference to exact fractions, and not by much, problem %#', (problem) => {
    const plain = reference(problem);
    const exact = exactReference(problem);
    const bounds = roundingBounds(problem, 2 ** -53);
    const N = BigInt(problem.inputs.length);
    let worst = 0;
    plain.gradient.forEach((g, p) => {
      const error = Math.abs(
        Rational.from(g)
          .minus(exact.gradientTimesN[p]!.over(Rational.of(N)))
          .toNumber(),
      );
      expect(error).toBeLessThanOrEqual(bounds.gradient[p]!);
      if (error > 0) worst = Math.max(worst, error / bounds.gradient[p]!);
    });
    plain.U.slice(1).forEach((layer, k) =>
      layer.forEach((row, n) =>
        row.forEach((u, i) =>
          expect(
            Math.abs(
              Rational.from(u)
                .minus(exact.U[k + 1]![n]![i]!)
                .toNumber(),
            ),
          ).toBeLessThanOrEqual(bounds.U[k + 1]![n]![i]!),
        ),
      ),
    );
    // A bound that allowed everything would prove nothing.
    expect(worst).toBeGreaterThan(1e-4);
    expect(Math.max(...bounds.gradient)).toBeLessThan(1e-10);
  });
});

describe('rank and singular values', () => {
  test('the exact rank of a product is at most its inner size, and its generic value', () => {
    const next = generator(8);
    const integer = (): number => Math.trunc(19 * next()) - 9;
    for (const [rows, inner, columns] of [
      [4, 2, 5],
      [6, 6, 6],
      [5, 3, 3],
      [7, 1, 4],
    ] as const) {
      const left = Array.from({ length: rows }, () => Array.from({ length: inner }, integer));
      const right = Array.from({ length: inner }, () => Array.from({ length: columns }, integer));
      const product = left.map((row) => right[0]!.map((_, c) => row.reduce((sum, x, k) => sum + x * right[k]![c]!, 0)));
      const rank = exactRank(product);
      expect(rank).toBe(inner);
      expect(singularValues(product).filter((s) => s > 1e-10 * 1000)).toHaveLength(rank);
    }
    expect(
      exactRank([
        [0, 0],
        [0, 0],
      ]),
    ).toBe(0);
    expect(
      exactRank([
        [1e300, 1],
        [1e300, 1 + 2 ** -52],
      ]),
    ).toBe(2);
    expect(
      exactRank([
        [0.1, 0.2],
        [0.2, 0.4],
      ]),
    ).toBe(1);
  });

  test('singular values of known matrices', () => {
    expect(
      singularValues([
        [3, 0],
        [0, -4],
      ]),
    ).toEqual([4, 3]);
    const golden = singularValues([
      [1, 1],
      [0, 1],
    ]);
    expect(golden[0]).toBeCloseTo((1 + Math.sqrt(5)) / 2, 14);
    expect(golden[1]).toBeCloseTo((Math.sqrt(5) - 1) / 2, 14);
    expect(
      singularValues([
        [0, 0, 0],
        [0, 0, 0],
      ]),
    ).toEqual([0, 0]);
    const hilbert = Array.from({ length: 4 }, (_, i) => Array.from({ length: 4 }, (_u, j) => 1 / (i + j + 1)));
    // Largest and smallest singular value of the Hilbert matrix of order 4 (Todd 1954).
    expect(singularValues(hilbert)[0]).toBeCloseTo(1.5002142800592428, 13);
    expect(singularValues(hilbert)[3]).toBeCloseTo(9.670230402258662e-5, 13);
  });
});

describe('plain trainers', () => {
  // One linear unit, one sample: v = w2 w1 x, so a step can be done by hand.
  const tiny = { inputs: [[2]], targets: [[1]], slopes: [1], layers: [{ weights: [[1]] }, { weights: [[3]] }] };

  test('a gradient step by hand: e = 5, ∇ = (5·3·2, 5·1·2)', () => {
    expect(plainGradientDescent(tiny, 1, 0.5)).toEqual([1 - 15, 3 - 5]);
  });

  test('the first step of Adam moves every parameter by the learning rate', () => {
    const [w1, w2] = plainAdam(tiny, 1, { learningRate: 0.25, beta1: 0.9, beta2: 0.99, epsilon: 0 });
    expect(w1).toBeCloseTo(0.75, 14);
    expect(w2).toBeCloseTo(2.75, 14);
  });

  test('the schedule is constant before its start and never below its minimum', () => {
    const decay = { factor: 0.5, from: 3, minimum: 0.2 };
    expect([0, 2, 3, 4, 5, 6, 9].map((k) => learningRateAt(k, 1, decay))).toEqual([1, 1, 1, 0.5, 0.25, 0.2, 0.2]);
    expect(learningRateAt(9, 1)).toBe(1);
  });
});
