import { expect, test } from '@jest/globals';
import type { Verdict } from '../../src/landscape/CheckReport.js';
import { exactKinkMinimum } from '../oracle/exactKinkMinimum.js';
import { judge } from '../support/judge.js';
import { kinkProblem } from '../support/kinkProblem.js';

/** Set to a number of seeds for a campaign: KINK_SEEDS=40000 npm run jest -- test/landscape/exactKinks */
const SEEDS = Number(process.env.KINK_SEEDS ?? 600);

test(
  'verdicts on kinks of integer networks are the exact ones, or say that they are open',
  async () => {
    const counts: Record<string, number> = {};
    const wrong: Record<string, number[]> = {};
    for (let seed = 0; seed < SEEDS; seed++) {
      const problem = kinkProblem(seed);
      const minimum = exactKinkMinimum(problem);
      const { verdict, kinks, loss } = await judge(problem);
      if (kinks.onKink === 0 || loss === 0) continue;
      const key = `${minimum ? 'minimum' : 'no minimum'}: ${verdict}`;
      counts[key] = (counts[key] ?? 0) + 1;
      const allowed: Verdict[] = minimum ? ['kink-minimum', 'kink'] : ['not-critical', 'kink'];
      if (!allowed.includes(verdict)) (wrong[key] ??= []).push(seed);
    }
    if (process.env.KINK_SEEDS !== undefined) process.stdout.write(`${JSON.stringify(counts)}\n`);
    expect(wrong).toEqual({});
    expect(counts['minimum: kink-minimum']).toBeGreaterThan(SEEDS / 40);
    expect(counts['no minimum: not-critical']).toBeGreaterThan(SEEDS / 10);
    // Small integers are computed without rounding, so little is left open.
    expect((counts['minimum: kink'] ?? 0) + (counts['no minimum: kink'] ?? 0)).toBeLessThan(SEEDS / 20);
  },
  Math.max(60_000, 100 * SEEDS),
);
