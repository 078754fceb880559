// node underLimit.mjs MEGABYTES…: calls of the package while this process may take only so much more address space. One JSON line for each.
import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { kinkless } from '../support/built.mjs';

const { Dataset, Network, check, train } = kinkless;
const data = Dataset.gaussian({ samples: 400, inputs: 20, seed: 1 });
const network = Network.random({ inputs: 20, hidden: [20], seed: 2 });
const stop = { gradient: false };

/** @type {Readonly<Record<string, () => unknown>>} */
const CALLS = {
  predict: () => network.predict(data.inputs),
  adam: () => train(network, data, { optimizer: 'adam', epochs: 2, stop }),
  'levenberg-marquardt': () => train(network, data, { epochs: 2, stop }),
  check: () => check(network, data),
};

/** @param {number} [more] megabytes beyond what there is; no limit if left out */
function limit(more) {
  const [, kilobytes] = /VmSize:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  const bytes = more === undefined ? 'unlimited' : String(Number(kilobytes) * 1024 + more * 2 ** 20);
  execFileSync('prlimit', ['--pid', String(process.pid), `--as=${bytes}:`]);
}

// Node ends the process where it cannot start the threads of its own pool.
await Promise.all(Array.from({ length: 8 }, () => stat('.')));

for (const more of [...process.argv.slice(2).map(Number), undefined]) {
  /** @type {Record<string, string>} */
  const outcomes = {};
  for (const [name, call] of Object.entries(CALLS)) {
    globalThis.gc?.();
    limit(more);
    try {
      await call();
      outcomes[name] = 'done';
    } catch (error) {
      outcomes[name] = error instanceof kinkless.KinklessError ? error.code : String(error);
    } finally {
      limit();
    }
  }
  console.log(JSON.stringify(outcomes));
}
