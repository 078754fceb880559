import { rmSync } from 'node:fs';
import { copyPackage } from './copyPackage.mjs';
import { runScenario } from './runScenario.mjs';

/** @typedef {import('./runScenario.mjs').Ending} Ending */

/**
 * What Node programs do to native addons, in processes of its own.
 *
 * @typedef {object} Scenario
 * @property {string} name
 * @property {number} brief how often `npm test` does it
 * @property {number} full how often `npm run test:lifecycle` does it: enough to see whether memory grows
 * @property {(count: number) => Promise<Ending>} run
 * @property {(ending: Ending, count: number) => readonly string[]} problems
 * @property {boolean} [measured] whether it tells by how much memory grew
 * @property {number} [code] that the process ends with; 0 if left out
 */

/** Memory may grow by this share over the second half of many rounds. */
const MOST_GROWTH = 0.05;
/** Until a process counts as hanging. */
const PATIENCE_MS = 3_600_000;
const EXIT_CODE = 7;

/** @type {readonly Scenario[]} */
export const SCENARIOS = [
  {
    name: 'work done to its end',
    brief: 4,
    full: 1000,
    measured: true,
    run: (rounds) => runScenario('steady', [rounds], PATIENCE_MS),
    problems: ({ result }) => unequal(result, { wrong: 0 }),
  },
  {
    name: 'worker threads that load the addon, work and end',
    brief: 6,
    full: 1000,
    measured: true,
    run: (cycles) => runScenario('cycles', [cycles], PATIENCE_MS),
    problems: ({ result }) => unequal(result, { wrong: 0 }),
  },
  {
    name: 'worker threads terminated, or that exit, in the midst of work',
    brief: 10,
    full: 500,
    run: (rounds) => runScenario('terminate', [rounds], PATIENCE_MS),
    problems: ({ result }, rounds) => unequal(result, { terminated: (4 / 5) * rounds, exited: rounds / 5 }),
  },
  {
    name: 'process.exit() in the midst of work',
    brief: 3,
    full: 100,
    run: async (times) => {
      for (let k = 1; k < times; k++) {
        const ending = await runScenario('exit', [], PATIENCE_MS);
        if (ending.code !== EXIT_CODE) return ending;
      }
      return runScenario('exit', [], PATIENCE_MS);
    },
    problems: () => [],
    code: EXIT_CODE,
  },
  {
    name: 'jobs aborted before they start, while they wait and in the midst of work',
    brief: 100,
    full: 10_000,
    measured: true,
    run: (jobs) => runScenario('aborts', [jobs], PATIENCE_MS),
    // A check may be done before it is told.
    problems: ({ result }, jobs) => unequal({ ended: Number(result['aborted']) + Number(result['finished']) }, { ended: jobs }),
  },
  {
    name: 'buffers transferred in the midst of work',
    brief: 5,
    full: 1000,
    run: (rounds) => runScenario('buffers', [rounds], PATIENCE_MS),
    problems: ({ result }, rounds) => unequal(result, { rounds: 3 * rounds, wrong: 0 }),
  },
  ...['4', '1'].map((threads) => ({
    name: `files, names and keys while more trainings run than the pool has threads: ${threads}`,
    brief: 5,
    full: 200,
    run: (/** @type {number} */ times) => runScenario('files', [times], PATIENCE_MS, { UV_THREADPOOL_SIZE: threads }),
    problems: (/** @type {Ending} */ { result }, /** @type {number} */ times) => unequal(result, { done: times, ended: 0 }),
  })),
  {
    name: 'two copies of the package in one process, and in worker threads',
    brief: 1,
    full: 100,
    run: async (rounds) => {
      const folder = copyPackage();
      try {
        return await runScenario('copies', [rounds, folder], PATIENCE_MS);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    problems: ({ result }, rounds) => unequal(result, { rounds, wrong: 0 }),
  },
];

/**
 * Runs a scenario and tells what is wrong with how it ended.
 *
 * @param {Scenario} scenario
 * @param {number} count
 * @param {boolean} many whether that is often enough to judge memory by
 * @returns {Promise<{ readonly ending: Ending, readonly findings: readonly string[] }>}
 */
export async function tryScenario({ run, problems, measured, code = 0 }, count, many) {
  const ending = await run(count);
  const { signal, errors } = ending;
  if (ending.code !== code || signal !== null || errors !== '')
    return { ending, findings: [`the process ended with ${String(signal ?? ending.code)}: ${errors.slice(0, 1000)}`] };
  const growth = many && measured === true ? grown(ending) : [];
  return { ending, findings: [...problems(ending, count), ...growth] };
}

/** @param {Readonly<Record<string, number>>} result @param {Readonly<Record<string, number>>} expected */
function unequal(result, expected) {
  const wrong = Object.entries(expected).filter(([name, count]) => result[name] !== count);
  return wrong.map(([name, count]) => `${name}: ${String(result[name])} instead of ${String(count)}`);
}

/** @param {Ending} ending */
function grown({ result: { rssGrowth = NaN, externalGrowth = NaN } }) {
  const growths = Object.entries({ rssGrowth, externalGrowth }).filter(([, growth]) => !(growth <= MOST_GROWTH));
  return growths.map(([name, growth]) => `${name}: ${String(growth)}, more than ${String(MOST_GROWTH)}`);
}
