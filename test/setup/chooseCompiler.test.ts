import { expect, test } from '@jest/globals';
import { chooseCompiler } from '../../scripts/setup/chooseCompiler.mjs';

const only =
  (...programs: string[]) =>
  (program: string) =>
    programs.includes(program);

test('g++ is taken before clang++', () => {
  expect(chooseCompiler({ env: {}, has: only('g++', 'clang++') })).toEqual({ CC: 'gcc', CXX: 'g++' });
});

test('clang++ where there is no g++', () => {
  expect(chooseCompiler({ env: {}, has: only('clang++') })).toEqual({ CC: 'clang', CXX: 'clang++' });
});

test("the user's CXX comes first, with the user's CC or the system's", () => {
  expect(chooseCompiler({ env: { CXX: 'g++-13' }, has: only('g++') })).toEqual({ CC: 'cc', CXX: 'g++-13' });
  expect(chooseCompiler({ env: { CXX: 'g++-13', CC: 'gcc-13' }, has: only('g++') })).toEqual({ CC: 'gcc-13', CXX: 'g++-13' });
});

test("the user's CC stands beside a C++ compiler that was found", () => {
  expect(chooseCompiler({ env: { CC: 'tcc' }, has: only('g++') })).toEqual({ CC: 'tcc', CXX: 'g++' });
  expect(chooseCompiler({ env: { CC: 'tcc' }, has: only('clang++') })).toEqual({ CC: 'tcc', CXX: 'clang++' });
});

test('an empty CXX counts as none', () => {
  expect(chooseCompiler({ env: { CXX: '' }, has: only('g++') })).toEqual({ CC: 'gcc', CXX: 'g++' });
});

test('no compiler', () => {
  expect(chooseCompiler({ env: {}, has: only() })).toBeUndefined();
});
