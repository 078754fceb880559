// Runs the benchmarks one after the other, keeps the numbers in results/ beside the machine they are from, and renews the tables of README.md.
// Usage: npm run bench [-- [MNIST folder] [--quick] [--only NAME,NAME]]; with --quick or --only nothing is kept, the numbers are printed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from './describeMachine.mjs';
import { tables } from './tables.mjs';

const folder = import.meta.dirname;
const NAMES = [
  'epoch',
  'epochs',
  'ensembles',
  'optimisers',
  'levenbergMarquardt',
  'rank',
  'hessian',
  'check',
  'certify',
  'startUp',
  'calls',
  'sweep',
  'eventLoop',
  'files',
  'abort',
];

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const chosen = given.only?.split(',') ?? NAMES;
const unknown = chosen.find((name) => !NAMES.includes(name));
if (unknown !== undefined) throw new Error(`There is no benchmark "${unknown}", there are ${NAMES.join(', ')}.`);

/** The numbers of a benchmark, or why there are none: the others are worth having all the same. @param {string} name */
function measured(name) {
  const start = performance.now();
  const args = [path.join(folder, `${name}.mjs`), ...positionals, ...(given.quick ? ['--quick'] : [])];
  const { status, signal, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  console.error(`bench: ${name}, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  return status === 0 ? JSON.parse(stdout) : { failed: `bench/${name}.mjs ended with ${signal ?? `exit code ${String(status)}`}` };
}

const machine = describeMachine();
const date = new Date().toISOString().slice(0, 10);
const results = { date, machine, ...Object.fromEntries(chosen.map((name) => [name, measured(name)])) };
const text = `${JSON.stringify(results, null, 2)}\n`;

if (given.quick || given.only !== undefined) {
  console.log(text);
} else {
  mkdirSync(path.join(folder, 'results'), { recursive: true });
  const name = machine.cpu
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const file = path.join(folder, 'results', `${name}-${date}.json`);
  writeFileSync(file, text);

  const readme = path.join(folder, 'README.md');
  const [before, after] = ['<!-- results -->', '<!-- end of results -->'];
  const old = readFileSync(readme, 'utf8');
  const head = old.slice(0, old.indexOf(before) + before.length);
  writeFileSync(readme, `${head}\n\n${tables(results, path.basename(file))}\n\n${old.slice(old.indexOf(after))}`);
  console.log(`written: ${path.relative(process.cwd(), file)}`);
}
