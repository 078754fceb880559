// Runs all benchmarks one after the other, keeps the numbers in results/ beside the machine they are from, and renews the tables of README.md.
// Usage: npm run bench [-- MNIST folder]
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeMachine } from './describeMachine.mjs';
import { tables } from './tables.mjs';

const folder = import.meta.dirname;
const NAMES = /** @type {const} */ (['epoch', 'rank', 'levenbergMarquardt', 'check', 'eventLoop', 'abort']);

/** @param {string} name */
function measured(name) {
  console.error(`bench: ${name}`);
  const { status, signal, stdout } = spawnSync(process.execPath, [path.join(folder, `${name}.mjs`), ...process.argv.slice(2)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`bench/${name}.mjs ended with ${signal ?? `exit code ${String(status)}`}`);
  return JSON.parse(stdout);
}

const machine = describeMachine();
const date = new Date().toISOString().slice(0, 10);
const results = { date, machine, ...Object.fromEntries(NAMES.map((name) => [name, measured(name)])) };

mkdirSync(path.join(folder, 'results'), { recursive: true });
const name = machine.cpu
  .toLowerCase()
  .replaceAll(/[^a-z0-9]+/g, '-')
  .replaceAll(/^-|-$/g, '');
const file = path.join(folder, 'results', `${name}-${date}.json`);
writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);

const readme = path.join(folder, 'README.md');
const [before, after] = ['<!-- results -->', '<!-- end of results -->'];
const text = readFileSync(readme, 'utf8');
const head = text.slice(0, text.indexOf(before) + before.length);
writeFileSync(
  readme,
  `${head}\n\n${tables(/** @type {import('./tables.mjs').Results} */ (results), path.basename(file))}\n\n${text.slice(text.indexOf(after))}`,
);
console.log(`written: ${path.relative(process.cwd(), file)}`);
