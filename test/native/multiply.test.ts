import { describe, expect, test } from '@jest/globals';
import { loadAddon } from '../../src/native/loadAddon.js';
import { generator } from '../oracle/randomProblem.js';

const { addon } = loadAddon();
const levels = ['portable', 'avx2', 'avx512'] as const;
const available = levels.slice(0, levels.indexOf(addon.info().kernels) + 1);

interface Operand {
  readonly array: Float64Array;
  readonly stride: number;
  at(row: number, column: number): number;
}

/** A matrix of small integers, with NaN between its rows: sums of their products are exact in any order. */
function integers(next: () => number, rows: number, columns: number, gap: number): Operand {
  const stride = columns + gap;
  const array = new Float64Array((rows - 1) * stride + columns).fill(NaN);
  const place = (row: number, column: number) => row * stride + column;
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) array[place(i, j)] = Math.floor(next() * 17) - 8;
  return { array, stride, at: (row, column) => array[place(row, column)]! };
}

interface Size {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** Places of C that differ from exact sums, or that do not belong to C and were written. */
function wrongPlaces(level: number, { m, n, k }: Size, seed: number): number {
  const next = generator(seed);
  const [turnA, turnB, add] = [next() < 0.5, next() < 0.5, next() < 0.5];
  const alpha = [1, -1, 3][Math.floor(next() * 3)]!;
  const gap = () => Math.floor(next() * 4);
  const a = turnA ? integers(next, k, m, gap()) : integers(next, m, k, gap());
  const b = turnB ? integers(next, n, k, gap()) : integers(next, k, n, gap());
  const c = integers(next, m, n, gap());
  const before = c.array.slice();
  if (!add) for (let i = 0; i < m; i++) c.array.fill(NaN, i * c.stride, i * c.stride + n);
  const call = Float64Array.of(Number(turnA), Number(turnB), m, n, k, a.stride, b.stride, c.stride, alpha, Number(add));
  expect(addon.kernelMultiply(level, call, a.array, b.array, c.array)).toBe(0);
  let wrong = 0;
  for (let i = 0; i < c.array.length; i++) {
    const row = Math.floor(i / c.stride);
    const column = i % c.stride;
    let expected = before[i]!;
    if (column < n) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += (turnA ? a.at(p, row) : a.at(row, p)) * (turnB ? b.at(column, p) : b.at(p, column));
      expected = alpha * sum + (add ? expected : 0);
    }
    if (c.array[i] !== expected && !(Number.isNaN(expected) && Number.isNaN(c.array[i]))) wrong++;
  }
  return wrong;
}

describe.each(available)('products of integer matrices are exact, and nothing beside them is written: %s', (name) => {
  const level = levels.indexOf(name);

  test('every size 1 … 40 of each dimension', () => {
    for (let size = 1; size <= 40; size++)
      for (let turn = 0; turn < 6; turn++) {
        const others = [1 + ((7 * size + 5 * turn) % 40), 1 + ((11 * size + 3 * turn) % 40)] as const;
        const [m, n, k] = [
          [size, ...others],
          [others[0], size, others[1]],
          [...others, size],
        ][turn % 3] as [number, number, number];
        expect([m, n, k, wrongPlaces(level, { m, n, k }, 1000 * size + turn)]).toEqual([m, n, k, 0]);
      }
  });

  test('sizes about the ends of its panels', () => {
    for (const n of [95, 96, 97, 193])
      for (const k of [127, 128, 129, 257])
        for (const m of [1, 37, 130]) expect([m, n, k, wrongPlaces(level, { m, n, k }, n * k + m)]).toEqual([m, n, k, 0]);
  });
});

test('arrays too short for what the call says are refused', () => {
  const call = (m: number, lda: number) => Float64Array.of(0, 0, m, 2, 2, lda, 2, 2, 1, 0);
  const [a, b, c] = [new Float64Array(4), new Float64Array(4), new Float64Array(4)];
  expect(addon.kernelMultiply(0, call(2, 2), a, b, c)).toBe(0);
  expect(addon.kernelMultiply(0, call(3, 2), a, b, c)).toBeLessThan(0);
  expect(addon.kernelMultiply(0, call(2, 3), a, b, c)).toBeLessThan(0);
  expect(addon.kernelMultiply(0, call(2, 1), a, b, c)).toBeLessThan(0);
  expect(addon.kernelMultiply(available.length, call(2, 2), a, b, c)).toBeLessThan(0);
});
