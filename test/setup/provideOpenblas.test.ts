import { expect, test } from '@jest/globals';
import { provideOpenblas } from '../../scripts/setup/provideOpenblas.mjs';

/** A made-up machine: which ways work there, and which were tried. */
function madeUp({ isRoot = false, hasApt = false, there = false, works = [] as string[], silent = [] as string[] }) {
  const tried: string[] = [];
  let found = there;
  const way = (name: string) => () => {
    tried.push(name);
    if (works.includes(name)) found = true;
    else if (!silent.includes(name)) throw new Error(`${name} did not work`);
  };
  return { tried, isRoot, hasApt, find: () => (found ? '/libopenblas.a' : undefined), install: way('install'), download: way('download') };
}

test('nothing is tried where the library is there', () => {
  const machine = madeUp({ there: true, isRoot: true, hasApt: true });
  expect(provideOpenblas(machine)).toBe('/libopenblas.a');
  expect(machine.tried).toEqual([]);
});

test('root installs', () => {
  const machine = madeUp({ isRoot: true, hasApt: true, works: ['install', 'download'] });
  expect(provideOpenblas(machine)).toBe('/libopenblas.a');
  expect(machine.tried).toEqual(['install']);
});

test('a user downloads', () => {
  const machine = madeUp({ hasApt: true, works: ['install', 'download'] });
  expect(provideOpenblas(machine)).toBe('/libopenblas.a');
  expect(machine.tried).toEqual(['download']);
});

test.each([
  { what: 'fails', silent: [] },
  { what: 'succeeds without bringing the library', silent: ['install'] },
])('where the installation $what, root downloads', ({ silent }) => {
  const machine = madeUp({ isRoot: true, hasApt: true, works: ['download'], silent });
  expect(provideOpenblas(machine)).toBe('/libopenblas.a');
  expect(machine.tried).toEqual(['install', 'download']);
});

test('without apt nothing is tried, and the message says what to install', () => {
  const machine = madeUp({ isRoot: true, works: ['install', 'download'] });
  expect(() => provideOpenblas(machine)).toThrow('apt-get install libopenblas-pthread-dev');
  expect(machine.tried).toEqual([]);
});

test('where every way fails, the message also has every reason', () => {
  const machine = madeUp({ isRoot: true, hasApt: true });
  expect(() => provideOpenblas(machine)).toThrow(/libopenblas-pthread-dev.*\ninstall did not work\ndownload did not work$/s);
});
