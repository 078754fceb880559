import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { refuseArgument } from '../../src/arguments.js';
import { parsePlan } from '../../src/sweep/parsePlan.js';
import { planJson } from '../../src/sweep/planJson.js';
import type { Plan, PlanInput } from '../../src/sweep/Plan.js';
import { resolveParameters } from '../../src/sweep/resolveParameters.js';
import { trialAt } from '../../src/sweep/trialAt.js';
import { trialId } from '../../src/sweep/trialId.js';

const format = 'kinkless-plan/1';
const idsOf = (plan: Plan) => Array.from({ length: plan.trials }, (_, index) => trialId(trialAt(plan, index), plan.measure));

const someValues = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
/** Plans with cases and axes of several kinds. */
const plans = fc.record({
  format: fc.constant(format),
  repetitions: fc.integer({ min: 1, max: 4 }),
  trial: fc.constant({ samples: 9, bias: true }),
  cases: fc.constantFrom([{}], [{ optimizer: 'adam' }, { optimizer: 'adam', beta1: 0.5 }, {}]),
  grid: fc.record(
    { d: someValues(2, 3, 5), slope: someValues(0, 0.1, -1), data_seed: someValues(0, 7), mask: someValues('none') },
    { requiredKeys: ['d'] },
  ),
});

test('property: the trials of a plan all differ, and are those of three nested loops', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (input) => {
      const plan = await parsePlan(input);
      const { grid } = input as unknown as { grid: Record<string, unknown[]> };
      let combinations: object[] = input.cases.map((one) => ({ ...input.trial, ...one }));
      for (const [name, values] of Object.entries(grid))
        combinations = combinations.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
      const expected = combinations.flatMap((one) =>
        Array.from({ length: input.repetitions }, (_, repetition) =>
          resolveParameters({ ...one, seed: repetition }, repetition, refuseArgument),
        ),
      );
      expect(Array.from({ length: plan.trials }, (_, index) => trialAt(plan, index))).toEqual(expected);
      expect(new Set(idsOf(plan)).size).toBe(plan.trials);
    }),
    { numRuns: 100 },
  );
});

test('property: a trial keeps its identity when the plan is written out and read, extended, or ordered in another way', async () => {
  await fc.assert(
    fc.asyncProperty(plans, fc.integer({ min: 0, max: 3 }), async (input, more) => {
      const plan = await parsePlan(input);
      const ids = idsOf(plan);
      expect(idsOf(await parsePlan(JSON.parse(planJson(plan))))).toEqual(ids);
      const grid = Object.fromEntries(
        Object.entries(input.grid)
          .reverse()
          .map(([name, values]) => [name, [...values].reverse()]),
      );
      const extended = {
        ...input,
        repetitions: input.repetitions + more,
        grid: { ...grid, d: [11, ...(grid['d'] as number[])] },
        cases: [{ beta1: 0.4, optimizer: 'adam' }, ...[...input.cases].reverse()],
      };
      const all = new Set(idsOf(await parsePlan(extended)));
      expect(ids.filter((id) => !all.has(id))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('identities do not change while the result version does not', async () => {
  const plan = await parsePlan({
    format,
    measure: ['ranks', 'verdict'],
    trial: { d: 3, ratio: 0.5, optimizer: 'adam', learning_rate: 1e-3 },
  });
  expect(idsOf(plan)).toEqual(['ccf1564cbd2f630f790e621c0b4c75a4']);
});

describe('tied parameters', () => {
  const resolved = async (trial: PlanInput['trial']) => trialAt(await parsePlan({ format, trial }), 0);

  test('d sets inputs and widths, ratio the samples', async () => {
    expect(await resolved({ d: 10, ratio: 0.3, hidden_layers: 2 })).toMatchObject({
      d: 10,
      ratio: 0.3,
      inputs: 10,
      width: 10,
      hidden: [10, 10],
      samples: 333,
    });
  });

  test('hidden says how many layers there are, and their width if it is one', async () => {
    expect(await resolved({ samples: 9, inputs: 2, hidden: [4, 4] })).toMatchObject({ hidden_layers: 2, width: 4 });
    expect(await resolved({ samples: 9, inputs: 2, hidden: [4, 5] })).toMatchObject({ hidden_layers: 2, hidden: [4, 5] });
    expect(await resolved({ samples: 9, inputs: 2, hidden: [4, 5] })).not.toHaveProperty('width');
  });

  test('what is resolved stays as it is', async () => {
    const once = await resolved({ d: 10, ratio: 0.3, slope: 0.1, mask: 'gaussian', mask_sigma: 0.1, seed: 4 });
    const { repetition, ...parameters } = once;
    expect(JSON.stringify(resolveParameters(parameters, repetition, refuseArgument))).toBe(JSON.stringify(once));
  });
});
