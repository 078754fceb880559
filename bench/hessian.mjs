// Time of the dense Hessian and of products with it; see native/hessian.cc.
import { execFileSync } from 'node:child_process';
import { buildProgram } from './buildProgram.mjs';

execFileSync(buildProgram('hessian'), { stdio: 'inherit' });
