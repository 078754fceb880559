// Brings a fresh clone to where everything runs, and does nothing where nothing is to be done. Uses what Node brings, because it runs
// before the dependencies are there. With --list it only names the steps it would do.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildNative } from './setup/buildNative.mjs';
import { buildTypeScript } from './setup/buildTypeScript.mjs';
import { checkNode } from './setup/checkNode.mjs';
import { hashInputs } from './setup/hashInputs.mjs';
import { installDependencies } from './setup/installDependencies.mjs';
import { neededSteps } from './setup/neededSteps.mjs';
import { openblas } from './setup/openblas.mjs';
import { provideTools } from './setup/provideTools.mjs';
import { readStamp } from './setup/readStamp.mjs';
import { step } from './setup/step.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const stampFile = path.join(root, '.deps', 'setup.json');

/** What each step's result depends on, as hashes. */
function presentInputs(/** @type {string} */ library) {
  const install = hashInputs(root, ['package-lock.json'], [process.platform, process.arch, process.versions.modules]);
  return {
    install,
    native: hashInputs(root, ['binding.gyp', 'native', 'scripts/openblas.mjs', 'scripts/setup'], [install, library, process.version]),
    typescript: hashInputs(root, ['src', 'tsconfig.json', 'tsconfig.build.json'], [install]),
  };
}

function presentOutputs() {
  const has = (/** @type {string} */ file) => existsSync(path.join(root, file));
  return { install: has('node_modules/.package-lock.json'), native: has('build/Release/kinkless.node'), typescript: has('dist/index.js') };
}

function setUp() {
  const problem = checkNode(process.versions.node);
  if (problem !== undefined) throw new Error(problem);
  const inputs = presentInputs(openblas(root));
  const stamp = readStamp(existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined);
  const needed = neededSteps(stamp, inputs, presentOutputs());
  if (process.argv.includes('--list')) {
    for (const name of needed) console.log(name);
    return;
  }
  // Before the minute of the installation, not after it.
  const compilers = needed.includes('native') ? provideTools(root) : undefined;
  const steps = {
    install: () => step('installing the dependencies', 'dependencies installed', () => installDependencies(root)),
    native: () => step('building the addon', 'addon built', () => buildNative(root, compilers ?? {})),
    typescript: () => step('compiling the TypeScript', 'TypeScript compiled', () => buildTypeScript(root)),
  };
  mkdirSync(path.dirname(stampFile), { recursive: true });
  for (const name of needed) {
    // An interrupted step counts as not done.
    stamp[name] = undefined;
    writeFileSync(stampFile, JSON.stringify(stamp));
    steps[name]();
    stamp[name] = inputs[name];
    writeFileSync(stampFile, JSON.stringify(stamp));
  }
}

try {
  setUp();
} catch (error) {
  console.error(`\nset-up failed. ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
