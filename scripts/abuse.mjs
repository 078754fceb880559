// Abuses every function of the package and of its raw addon: npm run test:abuse -- [--calls 100000] [--seed 1] [--only NAME]
import { availableParallelism } from 'node:os';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { abuse, createFolder, targetNames } from '../test/abuse/campaign.mjs';

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' }, only: { type: 'string' } },
});
const names = targetNames().filter((name) => values.only === undefined || name === values.only);
const calls = Math.ceil(Number(values.calls) / names.length);
/** A sweep starts processes, which take longer than a hundred other calls. */
const callsOf = (/** @type {string} */ name) => (name === 'sweep' ? Math.ceil(calls / 10) : calls);
const folder = await createFolder();
const waiting = [...names];
let total = 0;
let findings = 0;

async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const [{ outcomes, found } = { outcomes: {}, found: undefined }] = await abuse([name], callsOf(name), Number(values.seed), folder);
    const count = Object.values(outcomes).reduce((sum, each) => sum + each, 0);
    total += count;
    const entries = Object.entries(outcomes).sort(([a], [b]) => a.localeCompare(b));
    console.log(`${name}: ${String(count)} calls: ${entries.map(([outcome, times]) => `${outcome} ${String(times)}`).join(', ')}`);
    if (found === undefined) continue;
    findings += 1;
    console.log(`  FINDING ${found.finding}\n  with ${found.recipes}`);
  }
}

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
rmSync(folder, { recursive: true, force: true });
console.log(`${String(total)} calls of ${String(names.length)} functions; functions with a finding: ${String(findings)}`);
process.exitCode = findings > 0 ? 1 : 0;
