import { describe, expect, test } from '@jest/globals';
import { loadAddon } from '../../src/native/loadAddon.js';
import { packProblem } from '../../src/train/packProblem.js';
import { awayFromKinks, type Draw } from '../oracle/awayFromKinks.js';
import { generator, type Shape } from '../oracle/randomProblem.js';
import { instance } from '../support/instance.js';

const { addon } = loadAddon();
const levels = ['portable', 'avx2', 'avx512'] as const;
const available = levels.slice(0, levels.indexOf(addon.info().kernels) + 1);
const unitRoundoff = { float64: 2 ** -53, float32: 2 ** -24 };
type Precision = keyof typeof unitRoundoff;

/** Largest error of the gradient and of Σe² in units of its a-priori bound, for each level. */
function worstErrors({ problem, expected, bounds }: Draw, precision: Precision): number[] {
  const { network, data } = instance(problem);
  return available.map((_name, level) => {
    const gradient = new Float64Array(network.parameterCount).fill(NaN);
    const squares = new Float64Array(1);
    expect(addon.kernelStep(packProblem(network, data), level, precision === 'float32', gradient, squares)).toBe(0);
    const scale = 2 * data.samples;
    let worst = Math.abs(squares[0]! - scale * expected.loss) / (2 * scale * bounds.loss);
    expected.gradient.forEach((value, p) => {
      const bound = 2 * bounds.gradient[p]! + 4 * unitRoundoff[precision] * Math.abs(value);
      const error = Math.abs(gradient[p]! - value);
      if (error !== 0) worst = Number.isNaN(error) || bound === 0 ? Infinity : Math.max(worst, error / bound);
    });
    return worst;
  });
}

/** Shapes in which the sizes 1 … 40 of each dimension meet many of each other one, with all that a network may have. */
function shapeOf(k: number): Shape {
  const next = generator(500 + k);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const hidden = 1 + (k % 2);
  return {
    samples: 1 + ((7 * k + 3) % 40),
    widths: [1 + (k % 40), ...Array.from({ length: hidden }, (_, l) => 1 + ((11 * k + 13 * l) % 40)), 1 + (Math.floor(k / 2) % 3)],
    slopes: Array.from({ length: hidden }, () => pick([0, 0.1, 1, -1])),
    biases: Array.from({ length: hidden + 1 }, () => next() < 0.5),
    masks: pick(['none', 'uniform', 'bernoulli'] as const),
    zeroInputs: pick([0, 0.3]),
  };
}

describe.each(['float64', 'float32'] as const)('the step of every level against the reference, %s', (precision) => {
  test.each(Array.from({ length: 80 }, (_, k) => k))('shape %i', (k) => {
    for (const worst of worstErrors(awayFromKinks(k, shapeOf(k), precision), precision)) expect(worst).toBeLessThanOrEqual(1);
  });

  // Tiles of every size: the highest is 12 units, the widest four registers of 16 numbers; and as many inputs as fill registers, and some more.
  test.each([1, 2, 3, 5, 6, 7, 11, 12, 13, 17, 18, 24, 25, 26, 33, 34, 35, 36, 37, 48, 49, 50, 52, 53, 63, 64, 65, 80])(
    '%i inputs',
    (inputs) => {
      for (const slopes of [0, 0.1]) {
        const shape: Shape = { samples: 17, widths: [inputs, 3, 1], slopes, masks: slopes === 0 ? 'uniform' : 'none' };
        for (const worst of worstErrors(awayFromKinks(inputs, shape, precision), precision)) expect(worst).toBeLessThanOrEqual(1);
      }
    },
  );

  // So many samples of so many inputs are worked on in blocks of 256, others in larger ones; products in parts of 256 inner numbers.
  test.each([
    [255, 260],
    [256, 260],
    [257, 260],
    [264, 260],
    [515, 260],
    [700, 90],
    [515, 3],
  ])('N = %i samples of %i inputs', (samples, inputs) => {
    for (const widths of [
      [inputs, 5, 1],
      [inputs, 5, 4, 1],
      [inputs, 5, 4, 2],
    ]) {
      const slopes = widths.length === 3 ? -1 : [0, -1];
      const shape: Shape = { samples, widths, slopes, biases: true, masks: 'uniform' };
      for (const worst of worstErrors(awayFromKinks(samples, shape, precision), precision)) expect(worst).toBeLessThanOrEqual(1);
    }
  });

  test.each([255, 257, 300])('%i inputs and as many units', (width) => {
    const shape: Shape = { samples: 3, widths: [width, 4, width, 2], slopes: 0.5 };
    for (const worst of worstErrors(awayFromKinks(width, shape, precision), precision)) expect(worst).toBeLessThanOrEqual(1);
  });
});

describe.each(available.map((name, level) => [name, level] as const))('Adam of level %s', (_name, level) => {
  const step = [0.01, 0.9, 0.99, 1e-8, 1 - 0.9 ** 3, 1 - 0.99 ** 3] as const;

  test.each([
    ['float64', 2 ** -53],
    ['float32', 2 ** -24],
  ] as const)('against the formulas, for every count from 1 to 40, %s', (precision, u) => {
    const round = precision === 'float32' ? Math.fround : (value: number) => value;
    const [rate, beta1, beta2, epsilon, correction1, correction2] = step;
    for (let count = 1; count <= 40; count++) {
      const next = generator(count);
      const numbers = Float64Array.from({ length: 4 * count }, (_, k) => round(Math.floor(k / count) === 2 ? next() : 2 * next() - 1));
      const before = numbers.slice();
      expect(addon.kernelAdam(level, precision === 'float32', Float64Array.from(step), numbers)).toBe(0);
      for (let p = 0; p < count; p++) {
        const [g, m, v, w] = [0, 1, 2, 3].map((k) => before[k * count + p]!) as [number, number, number, number];
        const first = beta1 * m + (1 - beta1) * g;
        const second = beta2 * v + (1 - beta2) * g * g;
        const change = (rate * (first / correction1)) / (Math.sqrt(second / correction2) + epsilon);
        expect(numbers[p]).toBe(g);
        const firstError = 4 * u * (Math.abs(beta1 * m) + Math.abs((1 - beta1) * g));
        expect(Math.abs(numbers[count + p]! - first)).toBeLessThanOrEqual(firstError);
        expect(Math.abs(numbers[2 * count + p]! - second)).toBeLessThanOrEqual(6 * u * second);
        const changeError = 16 * u * Math.abs(change) + Math.abs((change * firstError) / first);
        expect(Math.abs(numbers[3 * count + p]! - (w - change))).toBeLessThanOrEqual(changeError + 2 * u * Math.abs(w));
      }
    }
  });

  // m ← β1 m rounds to the nearest: a denormal number of a few units would be multiplied for ever without becoming less.
  test.each([
    ['float64', 2 ** -1022],
    ['float32', 2 ** -126],
  ] as const)('moments without gradients end at zero, not among the denormal numbers, %s', (precision, least) => {
    const numbers = Float64Array.of(0, 0, 4 * least, -4 * least, 8 * least, 8 * least, 1, -1);
    for (let epoch = 0; epoch < 300; epoch++) {
      addon.kernelAdam(level, precision === 'float32', Float64Array.from(step), numbers);
      for (const moment of numbers.subarray(2, 6)) expect(moment === 0 || Math.abs(moment) >= least).toBe(true);
    }
    expect([...numbers.subarray(2, 6)].map(Math.abs)).toEqual([0, 0, 0, 0]);
  });
});

test('a level that the processor does not run is refused', () => {
  const step = new Float64Array(6);
  expect(addon.kernelAdam(available.length, false, step, new Float64Array(4))).toBeLessThan(0);
});
