import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { width } from '../../src/landscape/width.js';

/** Counts what the definitions count, unit by unit. */
function counted(inputs: number, hiddenLayers: number, bias: boolean, d: number): { capacity: number; parameters: number; hidden: number } {
  const widths = [inputs, ...Array<number>(hiddenLayers).fill(d), 1];
  let parameters = 0;
  for (let l = 1; l < widths.length; l++) {
    for (let unit = 0; unit < widths[l]!; unit++) parameters += widths[l - 1]! + (bias ? 1 : 0);
  }
  let capacity = bias ? 1 : 0;
  for (let unit = 0; unit < d; unit++) capacity += widths[hiddenLayers - 1]! + (bias ? 1 : 0);
  return { capacity, parameters, hidden: hiddenLayers * d };
}

function firstWidth(enough: (d: number) => boolean): number {
  let d = 1;
  while (!enough(d)) d++;
  return d;
}

describe('width', () => {
  test('agrees with counting, width after width', () => {
    for (const bias of [false, true]) {
      for (const hiddenLayers of [1, 2, 3, 5]) {
        for (const inputs of [1, 2, 3, 10, 25]) {
          for (let samples = 1; samples <= 130; samples++) {
            const report = width({ samples, inputs, hiddenLayers, bias });
            const guaranteed = firstWidth((d) => counted(inputs, hiddenLayers, bias, d).capacity >= samples);
            const possible = firstWidth((d) => {
              const { parameters, hidden } = counted(inputs, hiddenLayers, bias, d);
              return parameters - hidden >= samples;
            });
            const atGuaranteed = counted(inputs, hiddenLayers, bias, guaranteed);
            const atPossible = counted(inputs, hiddenLayers, bias, possible);
            expect(report.guaranteed).toEqual({ width: guaranteed, reaches: atGuaranteed.capacity, parameters: atGuaranteed.parameters });
            expect(report.possible).toEqual({
              width: possible,
              reaches: atPossible.parameters - atPossible.hidden,
              parameters: atPossible.parameters,
            });
          }
        }
      }
    }
  });

  test('the paper: N ≤ d_0 d_1 for one hidden layer, N ≤ d² for two', () => {
    expect(width({ samples: 100, inputs: 25, hiddenLayers: 1 }).guaranteed).toEqual({ width: 4, reaches: 100, parameters: 104 });
    expect(width({ samples: 101, inputs: 25, hiddenLayers: 1 }).guaranteed.width).toBe(5);
    expect(width({ samples: 625, inputs: 784, hiddenLayers: 2 }).guaranteed.width).toBe(25);
    expect(width({ samples: 626, inputs: 784, hiddenLayers: 2 }).guaranteed.width).toBe(26);
  });

  test('is exact next to squares that float64 roots confuse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 31_000 }), (root) => {
        const at = (samples: number) => width({ samples, inputs: 1, hiddenLayers: 2 }).guaranteed.width;
        expect([at(root * root - 1), at(root * root), at(root * root + 1)]).toEqual([root, root, root + 1]);
      }),
    );
  });

  test('every number stays a safe integer at the largest arguments', () => {
    for (const [samples, inputs, hiddenLayers] of [
      [1e9, 1e9, 1e6],
      [1e9, 1, 1],
      [1e9, 1, 2],
      [1e9, 1, 1e6],
      [1, 1e9, 1e6],
    ] as const) {
      const { guaranteed, possible } = width({ samples, inputs, hiddenLayers, bias: true });
      for (const value of [...Object.values(guaranteed), ...Object.values(possible)] as number[])
        expect(Number.isSafeInteger(value)).toBe(true);
    }
  });

  test('refuses what is no count, naming it', () => {
    expect(() => width({ samples: 0, inputs: 1, hiddenLayers: 1 })).toThrow(
      'Expected an integer from 1 to 1000000000 for samples but received 0',
    );
    expect(() => width({ samples: 1, inputs: 1.5, hiddenLayers: 1 })).toThrow('for inputs but received 1.5');
    expect(() => width({ samples: 1, inputs: 1, hiddenLayers: 1, biased: true } as never)).toThrow('bias');
    expect(() => width({ samples: 1, inputs: 1 } as never)).toThrow('for hiddenLayers but received nothing');
  });
});
