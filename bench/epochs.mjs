// Time of an epoch of Adam beside that of other programs, asked in turns, one thread each. Prints JSON, times in microseconds of processor
// time for an epoch of one replica. The Python programs run where build/peers has them, see README.md.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Peer } from './peers/Peer.mjs';
import { isQuick } from './isQuick.mjs';
import { summary } from './summary.mjs';

const ROUNDS = 7;
/** Where asking all once takes longer than this, fewer rounds are made. */
const LONG_SECONDS = 2;
const FEWEST_ROUNDS = 3;

const folder = path.join(import.meta.dirname, 'peers');
const python = path.join(import.meta.dirname, '..', 'build', 'peers', 'bin', 'python');
const WIDTHS = [
  [10, 100],
  [25, 100],
  [25, 625],
  [50, 2500],
  [100, 10_000],
];

/** @returns {import('./peers/Case.mjs').Case[]} */
function cases() {
  /** @type {import('./peers/Case.mjs').Case[]} */
  const result = [];
  for (const replicas of [1, 30])
    for (const layers of [1, 2])
      for (const [inputs = 0, samples = 0] of isQuick ? WIDTHS.slice(0, 3) : replicas > 1 ? WIDTHS.slice(0, 4) : WIDTHS)
        for (const precision of /** @type {const} */ (['float32', 'float64']))
          result.push({ inputs, hidden: Array.from({ length: layers }, () => inputs), samples, precision, replicas });
  if (!isQuick) result.push({ inputs: 784, hidden: [256], samples: 10_000, precision: 'float32', replicas: 1, batch: 256 });
  return result;
}

/** @type {(given: import('./peers/Case.mjs').Case) => boolean} */
const all = () => true;
/** Per replica these take as long for many as for one. @type {typeof all} */
const single = ({ replicas, hidden, batch }) => replicas === 1 && hidden.length === 1 && batch === undefined;
const PEERS = [
  { name: 'kinkless', program: process.execPath, script: 'kinklessPeer.mjs', takes: all },
  { name: 'JAX', program: python, script: 'jaxPeer.py', takes: all },
  { name: 'PyTorch', program: python, script: 'torchPeer.py', takes: all },
  { name: 'plain JavaScript', program: process.execPath, script: 'plainPeer.mjs', takes: single },
  {
    name: 'TensorFlow.js',
    program: process.execPath,
    script: 'tfjsPeer.mjs',
    takes: (/** @type {import('./peers/Case.mjs').Case} */ given) => single(given) && given.precision === 'float32',
  },
];

/** Multiplications and additions of an epoch's products. @param {import('./peers/Case.mjs').Case} given */
function operations({ inputs, hidden, samples }) {
  let weights = 0;
  for (let l = 0; l < hidden.length; l++) {
    const size = (hidden[l - 1] ?? inputs) * (hidden[l] ?? 0);
    // Forward and gradient; and the way back through all layers but the first.
    weights += (l === 0 ? 2 : 3) * size;
  }
  return 2 * weights * samples;
}

/** @type {Record<string, { version: string, python?: string } | { skipped: string }>} */
const peers = {};
/** @type {(typeof PEERS[number] & { peer: Peer })[]} */
const running = [];
for (const entry of PEERS) {
  if (!existsSync(entry.program)) {
    peers[entry.name] = { skipped: 'not installed, see bench/README.md' };
    continue;
  }
  const peer = new Peer(entry.program, [path.join(folder, entry.script)]);
  try {
    const { version, python: interpreter } = await peer.describe();
    peers[entry.name] = { version, ...(interpreter === undefined ? {} : { python: interpreter }) };
    running.push({ ...entry, peer });
  } catch (error) {
    peers[entry.name] = { skipped: error instanceof Error ? error.message : String(error) };
  }
}

const results = [];
/** Programs that ended with an error. @type {Set<string>} */
const failed = new Set();
try {
  for (const given of cases()) {
    const asked = running.filter(({ takes }) => takes(given));
    /** @type {Record<string, number[]>} */
    const times = Object.fromEntries(asked.map(({ name }) => [name, []]));
    const ask = async () => {
      for (const { name, peer } of asked) {
        if (failed.has(name)) continue;
        try {
          times[name]?.push(await peer.ask(given));
        } catch (error) {
          // The others are worth having all the same.
          failed.add(name);
          peers[name] = { skipped: `failed: ${error instanceof Error ? error.message : String(error)}` };
        }
      }
    };
    await ask();
    const start = performance.now();
    await ask();
    const rounds = isQuick || performance.now() - start > LONG_SECONDS * 1000 ? FEWEST_ROUNDS : ROUNDS;
    for (let round = 1; round < rounds; round++) await ask();
    const whole = Object.entries(times).filter(([, values]) => values.length > rounds);
    const summaries = Object.fromEntries(whole.map(([name, values]) => [name, summary(values.slice(1))]));
    const ours = summaries.kinkless?.median ?? NaN;
    const rate = Number((operations(given) / ours / 1e3).toPrecision(4));
    results.push({ ...given, times: summaries, rate });
  }
} finally {
  for (const { peer } of running) peer.close();
}
console.log(JSON.stringify({ peers, cases: results }, null, 2));
