// Time of an epoch in the core; see native/epoch.cc.
import { execFileSync } from 'node:child_process';
import { buildProgram } from './buildProgram.mjs';

execFileSync(buildProgram('epoch'), { stdio: 'inherit' });
