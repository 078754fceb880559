// Lint, formatting, types, then the tests; ends with one line that counts them all. Arguments go to jest.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clangFormat } from './test/clangFormat.mjs';
import { countTests } from './test/countTests.mjs';
import { nativeFiles } from './test/nativeFiles.mjs';
import { provideChromium } from './test/provideChromium.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const resultFile = path.join(root, 'build', 'jest.json');

/**
 * @param {string} program
 * @param {string[]} args
 * @returns {boolean} whether it succeeded; its output is the user's to read
 */
function passes(program, args) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

/**
 * @param {string} script of a package, from `node_modules`
 * @param {string[]} args
 */
function passesNode(script, args) {
  return passes(process.execPath, [path.join(root, 'node_modules', script), ...args]);
}

/**
 * @param {string} program
 * @returns {boolean} whether every native source is laid out as it should be; names the others, without a message for each line
 */
function nativeFormatting(program) {
  const wrong = nativeFiles(root).filter((file) => spawnSync(program, ['--dry-run', '--Werror', file], { cwd: root }).status !== 0);
  for (const file of wrong) console.log(`${file}: not formatted, "npm run format" does it`);
  return wrong.length === 0;
}

/** @type {[string, () => boolean][]} */
const checks = [
  ['lint', () => passesNode('eslint/bin/eslint.js', ['.'])],
  ['formatting', () => passesNode('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.'])],
  ['types', () => passesNode('typescript/bin/tsc', ['-p', 'tsconfig.json'])],
];
const formatter = clangFormat();
if ('program' in formatter) checks.push(['native formatting', () => nativeFormatting(formatter.program)]);
else console.log(`native formatting: not checked, ${formatter.reason}`);

const verdicts = checks.map(([name, check]) => {
  const passed = check();
  console.log(`${name}: ${passed ? 'passed' : 'failed'}`);
  return passed;
});

provideChromium(root);
mkdirSync(path.dirname(resultFile), { recursive: true });
rmSync(resultFile, { force: true });
const jest = [path.join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--json', `--outputFile=${resultFile}`, ...process.argv.slice(2)];
// With --json, jest writes the results to the file, and what a person reads to the standard error.
const { status } = spawnSync(process.execPath, ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', ...jest], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});

/** @returns {import('./test/countTests.mjs').JestResults | undefined} */
function readResults() {
  try {
    return JSON.parse(readFileSync(resultFile, 'utf8'));
  } catch {
    return undefined;
  }
}

const { line, failed } = countTests({ checks: verdicts, results: readResults(), jestStatus: status });
console.log(line);
process.exitCode = failed > 0 ? 1 : 0;
