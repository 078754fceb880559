// Abuses one function: node child.mjs NAME CALLS SEED. Prints one JSON line with counts by outcome and the first finding, smallest form.
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

const [name = '', calls = '100', seed = '0'] = process.argv.slice(2);
/** What a call may be refused with. ERR_INTERNAL is a defect, ERR_ADDON an installation's. */
const CODES = new Set(['ERR_ARGUMENT', 'ERR_FILE', 'ERR_DIVERGED', 'ERR_RANGE', 'ERR_MEMORY', 'ERR_CONVERGENCE']);

const { addon } = loadAddon();
const targets = [...createTargets(kinkless), ...createRawTargets(addon)].filter((target) => target.name === name);
const fixtures = /** @type {Record<string, unknown>} */ (createFixtures(kinkless));
const { network, data } = createFixtures(kinkless);
fixtures['state'] = (await kinkless.train(network, data, { optimizer: 'adam', epochs: 3 })).state;
fixtures['newtonState'] = (await kinkless.train(network, data, { epochs: 3, stop: { gradient: false } })).state;
const kitchen = { fixtures };

// A promise of a hostile caller that nobody waits for is that caller's business.
process.on('unhandledRejection', () => undefined);
process.on('warning', () => undefined);
// So is what a hostile callback throws.
if (name.startsWith('addon.')) process.on('uncaughtException', () => undefined);

const counter = new Int32Array(new SharedArrayBuffer(4));
new Worker(new URL('./watchdog.mjs', import.meta.url), { workerData: counter.buffer }).unref();
// The last call, for whoever finds this process gone.
const last = openSync('last-call.json', 'w');

/** @type {Record<string, number>} */
const outcomes = {};
/** @type {{ recipes: string, finding: string } | undefined} */
let found;

const pollution = fc.oneof(
  { weight: 12, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({ key: fc.constantFrom(...KEYS.filter((key) => !(key in Object.prototype) && key !== 'then')), value: hostile }),
  },
);

for (const [index, target] of targets.entries()) {
  const arguments_ = fc.tuple(fc.constant(target), mutated(target.wellMeant), pollution);
  const property = fc.asyncProperty(arguments_, async ([target, recipes, polluting]) => {
    Atomics.add(counter, 0, 1);
    const text = JSON.stringify({ recipes, polluting });
    writeSync(last, `${text}\n`.padEnd(4096), 0);
    const { outcome, finding } = await polluted(polluting, kitchen, () =>
      target.name.startsWith('addon.')
        ? attemptRaw(target, recipes, kitchen)
        : attempt(target, recipes, kitchen, kinkless.KinklessError, CODES),
    );
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (finding === undefined) return;
    found = { recipes: text, finding };
    throw new Error(finding);
  });
  const result = await fc.check(property, { numRuns: Math.ceil(Number(calls) / targets.length), seed: Number(seed) + index });
  // A failure that no call was judged with is the harness's own.
  if (result.failed && found === undefined) throw result.errorInstance;
}
console.log(JSON.stringify({ name, outcomes, ...(found && { found }) }));
process.exit(0);
