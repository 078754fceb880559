// Does to the addon what Node programs do, until memory shows whether it grows: npm run test:lifecycle -- [--only WORD]
import { parseArgs } from 'node:util';
import { SCENARIOS, tryScenario } from '../test/lifecycle/scenarios.mjs';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
let count = 0;
for (const scenario of SCENARIOS.filter(({ name }) => name.includes(values.only))) {
  const { ending, findings } = await tryScenario(scenario, scenario.full, true);
  console.log(`${scenario.name}, ${String(scenario.full)} times: ${JSON.stringify(ending.result)}`);
  for (const finding of findings) console.log(`  FINDING ${finding}`);
  count += findings.length;
}
console.log(`findings: ${String(count)}`);
process.exitCode = count > 0 ? 1 : 0;
