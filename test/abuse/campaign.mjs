import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { kinkless, loadAddon } from '../support/built.mjs';
import { createRawTargets } from './rawTargets.mjs';
import { createStore, planFiles } from './sweepTargets.mjs';
import { createFixtures, createTargets } from './targets.mjs';

/**
 * What became of the calls of one function.
 *
 * @typedef {object} Report
 * @property {string} name
 * @property {Readonly<Record<string, number>>} outcomes calls by outcome
 * @property {{ readonly recipes: string, readonly finding: string }} [found] the last finding, in its smallest form
 */

const child = fileURLToPath(new URL('./child.mjs', import.meta.url));

/** @returns {readonly string[]} the names of all functions under abuse */
export function targetNames() {
  return [...new Set([...createTargets(kinkless), ...createRawTargets(loadAddon().addon)].map(({ name }) => name))];
}

/**
 * The working folder of a campaign: in `files` a model, a data set, digits, plans and a store to read, and things that are no files.
 *
 * @returns {Promise<string>}
 */
export async function createFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'kinkless-abuse-'));
  const files = path.join(folder, 'files');
  mkdirSync(files);
  const { network, data } = createFixtures(kinkless);
  await network.write(path.join(files, 'model.json'));
  await data.write(path.join(files, 'data.json'));
  for (const [name, text] of Object.entries(planFiles)) writeFileSync(path.join(files, name), text);
  await createStore(kinkless, path.join(files, 'store.db'));
  mkdirSync(path.join(files, 'folder.json'));
  mkdirSync(path.join(files, 'mnist'));
  /** @param {number[]} dimensions @param {(k: number) => number} byte */
  const idx = (dimensions, byte) => {
    const header = Buffer.alloc(4 + 4 * dimensions.length);
    header.writeUInt16BE(0x0800 | dimensions.length, 2);
    dimensions.forEach((size, k) => header.writeUInt32BE(size, 4 + 4 * k));
    const size = dimensions.reduce((product, each) => product * each, 1);
    return Buffer.concat([header, Uint8Array.from({ length: size }, (_, k) => byte(k))]);
  };
  writeFileSync(
    path.join(files, 'mnist', 'train-images-idx3-ubyte'),
    idx([8, 2, 2], (k) => (k * 37) % 256),
  );
  writeFileSync(
    path.join(files, 'mnist', 'train-labels-idx1-ubyte'),
    idx([8], (k) => k),
  );
  return folder;
}

/**
 * Abuses functions in a process of their own, so that a crash is seen. After one there are no reports of the functions that were still to come.
 *
 * @param {readonly string[]} names
 * @param {number} calls of each
 * @param {number} seed
 * @param {string} folder
 * @returns {Promise<readonly Report[]>}
 */
export function abuse(names, calls, seed, folder) {
  const cwd = mkdtempSync(path.join(folder, 'run-'));
  cpSync(path.join(folder, 'files'), cwd, { recursive: true });
  return new Promise((resolve) => {
    const run = spawn(process.execPath, [child, names.join(','), String(calls), String(seed)], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    run.stdout.on('data', (chunk) => (output += String(chunk)));
    run.stderr.on('data', (chunk) => (errors += String(chunk)));
    run.on('close', (code, signal) => {
      const reports = output
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => /** @type {Report} */ (JSON.parse(line)));
      const name = names[reports.length];
      if (name !== undefined) {
        const finding = `the process ended with ${String(signal ?? code)}: ${errors.slice(0, 2000)}`;
        reports.push({ name, outcomes: { finding: 1 }, found: { recipes: readLast(path.join(cwd, 'last-call.json')), finding } });
      }
      rmSync(cwd, { recursive: true, force: true });
      resolve(reports);
    });
  });
}

/** @param {string} file */
function readLast(file) {
  try {
    return readFileSync(file, 'utf8').split('\n')[0] ?? '';
  } catch {
    return 'nothing: no call was made';
  }
}
