// Time of a rank decision in the core; see native/rank.cc.
import { execFileSync } from 'node:child_process';
import { buildProgram } from './buildProgram.mjs';

execFileSync(buildProgram('rank'), { stdio: 'inherit' });
