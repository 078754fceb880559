import { execFile, execFileSync } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { claimOf } from '../support/claimOf.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

/** Bits of the control register of SSE (MXCSR), and of the one of AArch64 (FPCR), which has no flag for operands alone. */
const MODES = {
  'flushed results': { sse: 0x8000, arm: 1 << 24 },
  'flushed operands': { sse: 0x0040, arm: 1 << 24 },
  'flushed both': { sse: 0x8040, arm: 1 << 24 },
  'rounded downwards': { sse: 0x2000, arm: 2 << 22 },
  'rounded upwards': { sse: 0x4000, arm: 1 << 22 },
  'rounded towards zero': { sse: 0x6000, arm: 3 << 22 },
  'changed nothing': { sse: 0, arm: 0 },
};

/** Sets the mode of the thread that loads it, as the start-up code of a library does that was linked with -ffast-math. */
const SOURCE = `
#if defined(__SSE2__)
#include <xmmintrin.h>
__attribute__((constructor)) static void set(void) { _mm_setcsr(_mm_getcsr() | SSE); }
#elif defined(__aarch64__)
__attribute__((constructor)) static void set(void) {
  unsigned long mode;
  __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
  __asm__ volatile("msr fpcr, %0" : : "r"(mode | ARM));
}
#else
#error "this test does not know the machine's floating-point modes"
#endif
`;

const problem = { inputs: [[1]], targets: [[1]], slopes: [0.5], layers: [{ weights: [[1]] }, { weights: [[1]] }] };

function run(words: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, words, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}

test.each(Object.entries(MODES))(
  'a library that has %s: where it changes what is computed nothing is proved',
  async (name, { sse, arm }) => {
    const own = path.join(folder, name.replaceAll(' ', '-'));
    const [source, library, preload, checker] = [`${own}.c`, `${own}.node`, `${own}.cjs`, path.join(folder, 'checker.mjs')];
    const certificate = path.join(folder, 'certificate.json');
    await writeFile(source, SOURCE);
    execFileSync(process.env.CC ?? 'cc', ['-shared', '-fPIC', `-DSSE=${String(sse)}`, `-DARM=${String(arm)}UL`, '-o', library, source]);
    // It registers no module, which Node.js reports once the library has been loaded.
    await writeFile(preload, `try { process.dlopen({ exports: {} }, ${JSON.stringify(library)}); } catch {}`);
    await copyFile(path.resolve('dist', 'certify', 'checker.js'), checker);
    await writeFile(certificate, JSON.stringify(claimOf('full-rank', problem, { sigmaMin: 0.5, layer: 1 })));
    const module = pathToFileURL(path.resolve('dist', 'index.js')).href;
    const script = `const { verifyCertificate } = await import('${module}');
const value = JSON.parse((await import('node:fs')).readFileSync(${JSON.stringify(certificate)}, 'utf8'));
console.log(await verifyCertificate(value).then(({ valid }) => valid, ({ code }) => code));`;
    for (const level of [[], ['--exact']]) {
      const alone = await run(['--require', preload, checker, certificate, ...level]);
      expect([name, alone.code]).toEqual([name, name === 'changed nothing' ? 0 : 2]);
      expect(alone.output).toMatch(
        name === 'changed nothing' ? /^valid/ : /floating-point arithmetic of this process is not that of IEEE 754/,
      );
    }
    const { output } = await run(['--require', preload, '--input-type=module', '--eval', script]);
    expect([name, output.trim()]).toEqual([name, name === 'changed nothing' ? 'true' : 'ERR_ARITHMETIC']);
  },
);
