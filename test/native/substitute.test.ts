import { describe, expect, test } from '@jest/globals';
import { loadAddon } from '../../src/native/loadAddon.js';
import { generator } from '../oracle/randomProblem.js';

const { addon } = loadAddon();
const levels = ['portable', 'avx2', 'avx512'] as const;
const available = levels.slice(0, levels.indexOf(addon.info().kernels) + 1);

const padded = (samples: number) => Math.ceil(samples / 8) * 8;

/**
 * How many numbers of X = L⁻¹ (L X) differ, for integers whose products and sums are exact, and a diagonal whose reciprocals are. What stands
 * above the diagonal of L and beside both matrices is not read: it is NaN.
 */
function wrongNumbers(level: number, units: number, samples: number): number {
  const next = generator(100 * units + samples);
  const [lStride, xStride] = [units + 3, padded(samples) + 8];
  const l = new Float64Array(units * lStride).fill(NaN);
  for (let i = 0; i < units; i++) {
    for (let p = 0; p < i; p++) l[i * lStride + p] = Math.floor(next() * 5) - 2;
    l[i * lStride + i] = [1, -2, 4, 0.5][Math.floor(next() * 4)]!;
  }
  const expected = Float64Array.from({ length: units * samples }, () => Math.floor(next() * 9) - 4);
  const x = new Float64Array(units * xStride).fill(NaN);
  for (let i = 0; i < units; i++) {
    x.fill(0, i * xStride, i * xStride + padded(samples));
    for (let n = 0; n < samples; n++)
      for (let p = 0; p <= i; p++) x[i * xStride + n] = x[i * xStride + n]! + l[i * lStride + p]! * expected[p * samples + n]!;
  }
  expect(addon.kernelSubstitute(level, Float64Array.of(units, samples, lStride, xStride), l, x)).toBe(0);
  let wrong = 0;
  for (let i = 0; i < units; i++) {
    for (let n = 0; n < samples; n++) if (x[i * xStride + n] !== expected[i * samples + n]) wrong++;
    for (let n = padded(samples); n < xStride; n++) if (!Number.isNaN(x[i * xStride + n])) wrong++;
  }
  return wrong;
}

describe.each(available)('forward substitution gives back integers exactly: %s', (name) => {
  const level = levels.indexOf(name);

  test('every number of units and of samples from 1 to 40', () => {
    for (let size = 1; size <= 40; size++)
      for (const other of [1 + ((7 * size) % 40), 41 - size])
        expect([size, other, wrongNumbers(level, size, other)]).toEqual([size, other, 0]);
  });

  test('as large as a factorisation asks for', () => {
    for (const samples of [8, 31, 500]) expect(wrongNumbers(level, 96, samples)).toBe(0);
  });
});

test('arrays too short for what the call says are refused', () => {
  const call = (units: number, samples: number) => Float64Array.of(units, samples, 2, 8);
  const [l, x] = [Float64Array.of(1, 0, 1, 1), new Float64Array(16)];
  expect(addon.kernelSubstitute(0, call(2, 8), l, x)).toBe(0);
  expect(addon.kernelSubstitute(0, call(3, 8), l, x)).toBeLessThan(0);
  expect(addon.kernelSubstitute(0, call(2, 9), l, x)).toBeLessThan(0);
});
