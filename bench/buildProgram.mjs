import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseCompiler } from '../scripts/setup/chooseCompiler.mjs';
import { machine } from '../scripts/setup/machine.mjs';
import { openblas } from '../scripts/setup/openblas.mjs';
import { run } from '../scripts/setup/run.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const objects = path.join(root, 'build', 'Release', 'obj.target', 'kinkless', 'native');

/** Those of binding.gyp. */
const FLAGS = ['-O3', '-ffp-contract=off', '-fno-math-errno', '-ffunction-sections', '-fdata-sections', '-std=c++20'];
const LINKING = [...(process.platform === 'linux' ? ['-Wl,--wrap=blas_memory_alloc,--wrap=blas_memory_free'] : []), '-lm', '-lpthread'];

/**
 * Compiles a program of `bench/native` and links it with the very objects of which the addon was made.
 *
 * @param {string} name of the source, without `.cc`
 * @returns {string} the program
 */
export function buildProgram(name) {
  const compilers = chooseCompiler({ env: process.env, has: machine.has });
  if (compilers === undefined) throw new Error('There is no C++ compiler.');
  const folder = path.join(root, 'build', 'bench');
  mkdirSync(folder, { recursive: true });
  const program = path.join(folder, name);
  // A folder of objects may also hold some whose sources are gone.
  const sources = readdirSync(path.join(root, 'native', 'core'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.cc'),
  );
  const linked = [
    ...sources.map((file) => path.join(objects, 'core', file.replace(/\.cc$/, '.o'))),
    path.join(objects, 'fortran_shim.o'),
    path.join(objects, 'addon', 'openblas_threads.o'),
    openblas(root),
  ];
  const source = path.join(root, 'bench', 'native', `${name}.cc`);
  run(compilers.CXX, [...FLAGS, '-I', path.join(root, 'native'), source, ...linked, ...LINKING, '-o', program], { cwd: root });
  return program;
}
