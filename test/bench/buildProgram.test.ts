import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildProgram } from '../../bench/buildProgram.mjs';

test.each(['epoch', 'hessian', 'rank'])(
  'the benchmark program %s compiles against the core and links with its objects',
  (name) => {
    expect(existsSync(buildProgram(name))).toBe(true);
  },
  300_000,
);
