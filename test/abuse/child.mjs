// Abuses functions: node child.mjs NAME,NAME… CALLS SEED. Prints a JSON line for each, with counts by outcome and the first finding, in its
// smallest form.
import fc from 'fast-check';
import { openSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { kinkless, loadAddon } from '../support/built.mjs';
import { attempt } from './attempt.mjs';
import { attemptRaw } from './attemptRaw.mjs';
import { hostile, KEYS } from './hostile.mjs';
import { mutated } from './mutate.mjs';
import { polluted } from './polluted.mjs';
import { createRawTargets } from './rawTargets.mjs';
import { createFixtures, createTargets } from './targets.mjs';

const [names = '', calls = '100', seed = '0'] = process.argv.slice(2);
/** What a call may be refused with. ERR_INTERNAL is a defect, ERR_ADDON an installation's. */
const CODES = new Set(['ERR_ARGUMENT', 'ERR_FILE', 'ERR_DIVERGED', 'ERR_RANGE', 'ERR_MEMORY', 'ERR_CONVERGENCE', 'ERR_PLAN_MISMATCH']);

const { addon } = loadAddon();
const targets = [...createTargets(kinkless), ...createRawTargets(addon)];
const fixtures = /** @type {Record<string, unknown>} */ (createFixtures(kinkless));
const { network, data } = createFixtures(kinkless);
fixtures['state'] = (await kinkless.train(network, data, { optimizer: 'adam', epochs: 3 })).state;
fixtures['newtonState'] = (await kinkless.train(network, data, { epochs: 3, stop: { gradient: false } })).state;
const kitchen = { fixtures };

// A promise of a hostile caller that nobody waits for is that caller's business.
process.on('unhandledRejection', () => undefined);
process.on('warning', () => undefined);

const counter = new Int32Array(new SharedArrayBuffer(4));
new Worker(new URL('./watchdog.mjs', import.meta.url), { workerData: counter.buffer }).unref();
// The last call, for whoever finds this process gone.
const last = openSync('last-call.json', 'w');

const pollution = fc.oneof(
  { weight: 12, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({ key: fc.constantFrom(...KEYS.filter((key) => !(key in Object.prototype) && key !== 'then')), value: hostile }),
  },
);

/**
 * @param {string} name
 * @returns {Promise<import('./campaign.mjs').Report>}
 */
async function abuse(name) {
  const named = targets.filter((target) => target.name === name);
  /** @type {Record<string, number>} */
  const outcomes = {};
  /** @type {{ recipes: string, finding: string } | undefined} */
  let found;
  for (const [index, target] of named.entries()) {
    const property = fc.asyncProperty(mutated(target.wellMeant), pollution, async (recipes, pollutant) => {
      // Node itself starts no process then.
      const polluting = name === 'sweep' ? null : pollutant;
      Atomics.add(counter, 0, 1);
      const text = JSON.stringify({ recipes, polluting });
      writeSync(last, `${name} ${text}\n`.padEnd(4096), 0);
      const { outcome, finding } = await polluted(polluting, kitchen, () =>
        name.startsWith('addon.') ? attemptRaw(target, recipes, kitchen) : attempt(target, recipes, kitchen, kinkless.KinklessError, CODES),
      );
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (finding === undefined) return;
      found = { recipes: text, finding };
      throw new Error(finding);
    });
    const result = await fc.check(property, { numRuns: Math.ceil(Number(calls) / named.length), seed: Number(seed) + index });
    // A failure that no call was judged with is the harness's own.
    if (result.failed && found === undefined) throw result.errorInstance;
  }
  return { name, outcomes, ...(found && { found }) };
}

// Where the raw addon calls back, what the hostile callback throws is its owner's business.
const ignore = () => undefined;
for (const name of names.split(',')) {
  if (name.startsWith('addon.')) process.on('uncaughtException', ignore);
  console.log(JSON.stringify(await abuse(name)));
  process.off('uncaughtException', ignore);
}
process.exit(0);
