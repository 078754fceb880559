import { expect, test } from '@jest/globals';
import { SCENARIOS, tryScenario } from './scenarios.mjs';

// A few times each: npm run test:lifecycle does it a thousand times, and looks at memory.
test.each(SCENARIOS)('$name', async (scenario) => {
  expect((await tryScenario(scenario, scenario.brief, false)).findings).toEqual([]);
});
