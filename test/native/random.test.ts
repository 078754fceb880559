import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadAddon } from '../../src/native/loadAddon.js';
import { choose, normal, sign, uniform } from '../../src/native/random.js';
import { normalCentre, normalDensity, normalTail } from '../oracle/normalTail.js';
import { philox, word } from '../oracle/philox.js';

const { addon } = loadAddon();
const BIGGEST_SEED = Number.MAX_SAFE_INTEGER;

describe('Philox, published known answers', () => {
  const hex = (values: readonly bigint[]) => values.map((value) => value.toString(16).padStart(8, '0')).join(' ');

  test('the oracle gives the three vectors of Random123', () => {
    const ones = 0xffffffffn;
    expect(hex(philox([0n, 0n, 0n, 0n], [0n, 0n]))).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8');
    expect(hex(philox([ones, ones, ones, ones], [ones, ones]))).toBe('408f276d 41c83b0e a20bc7c6 6d5451fd');
    const pi = philox([0x243f6a88n, 0x85a308d3n, 0x13198a2en, 0x03707344n], [0xa4093822n, 0x299f31d0n]);
    expect(hex(pi)).toBe('d16cfe09 94fdcceb 5001e420 24126ea1');
  });

  test('counter 0, key 0 of the addon', () => {
    const out = new Float64Array(2);
    expect(addon.draw(0, 0, 0, 0, 0, out)).toBe(0);
    expect(Array.from(out, (u) => BigInt.asUintN(53, (BigInt(u * 2 ** 53) + 2n ** 53n) >> 1n))).toEqual([
      0xe169c58d6627e8d5n >> 11n,
      0x9b00dbd8bc57ac4cn >> 11n,
    ]);
  });
});

test('uniform numbers and signs are those of the words of the oracle, bit for bit', () => {
  fc.assert(
    fc.property(
      fc.maxSafeNat(),
      fc.nat(0xffffffff),
      fc.nat(0xffffffff),
      fc.integer({ min: 0, max: 9 }),
      (seed, stream, substream, count) => {
        const draws = [0, 2].map((kind) => {
          const out = new Float64Array(count);
          expect(addon.draw(kind, seed % 2 ** 32, Math.floor(seed / 2 ** 32), stream, substream, out)).toBe(0);
          return out;
        });
        for (let k = 0; k < count; k++) {
          const odd = ((word(BigInt(seed), BigInt(stream), BigInt(substream), BigInt(k)) >> 11n) << 1n) | 1n;
          expect(draws[0]![k]).toBe(Number(odd - 2n ** 53n) / 2 ** 53);
          expect(draws[1]![k]).toBe(Math.sign(draws[0]![k]!));
        }
      },
    ),
  );
});

describe('normal numbers', () => {
  test('the first twelve of the largest seed, computed with 200 bits', () => {
    const expected = [
      -0.4255129135305852, -0.5571252199932292, 0.9914440146106483, -0.34396785886230785, 0.5173567032307872, 0.44210448438078875,
      -0.0011046175222714702, 0.3559673136788478, 1.8948753066060153, 0.5858122400462381, -1.506631214484272, 0.08851667670523548,
    ];
    normal(BIGGEST_SEED, 'data', 0, 12).forEach((z, k) => expect(Math.abs(z / expected[k]! - 1)).toBeLessThan(1e-15));
  });

  test('each is the quantile of the uniform number of the same index', () => {
    const z = normal(3, 'data', 0, 20_000);
    const u = uniform(3, 'data', 0, 20_000);
    let worst = 0;
    z.forEach((value, k) => {
      const size = Math.abs(value);
      const probability = Math.abs(u[k]!) / 2;
      const error = size < 2.5 ? normalCentre(size) - probability : normalTail(size) - (0.5 - probability);
      // First order: an error dp of the probability is an error dp/φ(z) of z.
      worst = Math.max(worst, Math.abs(error) / normalDensity(size) / size);
      expect(Math.sign(value)).toBe(Math.sign(u[k]!));
    });
    expect(worst).toBeLessThan(2e-14);
  });

  test('mean, variance, skewness, kurtosis and tails of a million', () => {
    const count = 1_000_000;
    const z = normal(1, 'masks', 1, count);
    const moment = (power: number) => z.reduce((sum, value) => sum + value ** power, 0) / count;
    // Five standard errors: √1, √2, √15, √96 over √count.
    expect(Math.abs(moment(1))).toBeLessThan(5e-3);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(7.1e-3);
    expect(Math.abs(moment(3))).toBeLessThan(1.94e-2);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4.9e-2);
    for (const bound of [1, 2, 3, 4]) {
      const probability = 2 * normalTail(bound);
      const share = z.filter((value) => Math.abs(value) > bound).length / count;
      expect(Math.abs(share - probability)).toBeLessThan(5 * Math.sqrt(probability / count));
    }
  });

  test('the same bits on every machine', () => {
    const z = normal(12345, 'data', 7, 100_000);
    expect(createHash('sha256').update(new Uint8Array(z.buffer)).digest('hex')).toBe(
      '75baf442de2ee02cc4cd266f228241c32338caea5563b87d02f1c250b0ef7603',
    );
  });
});

describe('streams', () => {
  test('entry k does not depend on how many are drawn', () => {
    for (const draw of [uniform, normal, sign]) {
      const long = draw(5, 'order', 2, 1001);
      for (const count of [0, 1, 2, 3, 64, 1000]) expect(draw(5, 'order', 2, count)).toEqual(long.slice(0, count));
    }
  });

  test('seed, stream and substream each change every number', () => {
    const base = uniform(1, 'data', 0, 100);
    for (const other of [
      uniform(2, 'data', 0, 100),
      uniform(1 + 2 ** 32, 'data', 0, 100),
      uniform(1, 'masks', 0, 100),
      uniform(1, 'data', 1, 100),
    ]) {
      expect(other.some((value, k) => value === base[k])).toBe(false);
    }
  });
});

describe('choose', () => {
  test('is a Fisher–Yates shuffle over the words of the oracle', () => {
    const reference = (population: number, count: number, seed: bigint): number[] => {
      const order = Array.from({ length: population }, (_, i) => i);
      let k = 0n;
      for (let i = 0; i < count; i++) {
        const bound = BigInt(population - i);
        let product: bigint;
        do product = (word(seed, 1n, 2n, k++) >> 32n) * bound;
        while ((product & 0xffffffffn) < 2n ** 32n % bound);
        const j = i + Number(product >> 32n);
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return order.slice(0, count);
    };
    for (const [population, count] of [
      [1, 0],
      [1, 1],
      [2, 2],
      [10, 3],
      [100, 100],
      [1000, 200],
    ] as const) {
      expect(Array.from(choose(population, count, 9, 'data', 2))).toEqual(reference(population, count, 9n));
    }
  });

  test('draws every member of a small population equally often', () => {
    const counts = new Array<number>(6).fill(0);
    for (let seed = 0; seed < 6000; seed++) counts[choose(6, 2, seed, 'data', 0)[1]!]!++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000 * (5 / 6)));
  });

  test('never repeats itself, also from the largest population', () => {
    expect(new Set(choose(2 ** 32 - 1, 5000, 1, 'data', 0)).size).toBe(5000);
  });
});

test('the addon refuses what its caller should not have passed', () => {
  const out = new Float64Array(3);
  const detached = new Float64Array(3);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  expect(addon.draw(3, 0, 0, 0, 0, out)).toBeLessThan(0);
  expect(addon.draw(0, -1, 0, 0, 0, out)).toBeLessThan(0);
  expect(addon.draw(0, 0.5, 0, 0, 0, out)).toBeLessThan(0);
  expect(addon.draw(0, NaN, 0, 0, 0, out)).toBeLessThan(0);
  expect(addon.draw(0, 0, 0, 0, 2 ** 32, out)).toBeLessThan(0);
  expect(addon.draw(0, 0, 0, 0, 0, new Float32Array(3) as unknown as Float64Array)).toBeLessThan(0);
  expect(addon.draw(0, 0, 0, 0, 0, [] as unknown as Float64Array)).toBeLessThan(0);
  expect(addon.draw(0, 0, 0, 0, 0, detached)).toBe(0);
  expect(addon.choose(2, 0, 0, 0, 0, out)).toBeLessThan(0);
  expect((addon.draw as () => number)()).toBeLessThan(0);
});
