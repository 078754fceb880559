// Time from starting a program to its end: Node alone, with the package imported, and of the command line. Prints JSON, wall times in
// milliseconds; `import` is the time that importing takes inside a program, `packed` that of the published form, where `npm run package` has made it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isQuick } from './isQuick.mjs';
import { summary } from './summary.mjs';

const ROUNDS = isQuick ? 5 : 15;
const dist = path.join(import.meta.dirname, '..', 'dist');
const url = JSON.stringify(pathToFileURL(path.join(dist, 'index.js')).href);
const PROGRAMS = {
  node: ['--input-type=module', '-e', ''],
  package: ['--input-type=module', '-e', `await import(${url})`],
  commandLine: [path.join(dist, 'cli', 'main.js'), '--version'],
  info: [path.join(dist, 'cli', 'main.js'), 'info', '--json'],
};
const PACKED = path.join(import.meta.dirname, '..', 'packages', 'kinkless', 'dist', 'bundle', 'index.js');
/** What is imported inside a program. @type {Record<string, string>} */
const MODULES = { import: url, ...(existsSync(PACKED) ? { packed: JSON.stringify(pathToFileURL(PACKED).href) } : {}) };

/** @type {Record<string, number[]>} */
const times = {};
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, args] of Object.entries(PROGRAMS)) {
    const start = performance.now();
    execFileSync(process.execPath, args, { stdio: 'ignore' });
    (times[name] ??= []).push(performance.now() - start);
  }
  for (const [name, module] of Object.entries(MODULES)) {
    const program = `const start = performance.now(); await import(${module}); console.log(performance.now() - start)`;
    (times[name] ??= []).push(Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })));
  }
}
console.log(JSON.stringify(Object.fromEntries(Object.entries(times).map(([name, values]) => [name, summary(values)])), null, 2));
