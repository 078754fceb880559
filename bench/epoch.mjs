// Time of an epoch in the core, see native/epoch.cc; and the gemm peak once more with the processor core that OpenBLAS chooses itself, where
// the environment names another.
import { execFileSync } from 'node:child_process';
import { buildProgram } from './buildProgram.mjs';

const program = buildProgram('epoch');
const { OPENBLAS_CORETYPE, ...env } = process.env;
const results = JSON.parse(execFileSync(program, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
const own = OPENBLAS_CORETYPE === undefined ? {} : JSON.parse(execFileSync(program, ['peak'], { encoding: 'utf8', env }));
console.log(
  JSON.stringify({ ...results, ownChoice: { core: own.blas?.core ?? results.blas.core, peak: own.peak ?? results.peak } }, null, 2),
);
