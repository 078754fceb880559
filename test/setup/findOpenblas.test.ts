import { expect, test } from '@jest/globals';
import { findOpenblas } from '../../scripts/setup/findOpenblas.mjs';

const root = '/home/user/kinkless';
const inside = 'usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.a';
const find = (arch: string, ...files: string[]) => findOpenblas({ root, arch, exists: (file) => files.includes(file) });

test("the system's library comes before the project's own", () => {
  expect(find('x64', `/${inside}`, `${root}/.deps/openblas/${inside}`)).toBe(`/${inside}`);
});

test("the project's own library, where the system has none", () => {
  expect(find('x64', `${root}/.deps/openblas/${inside}`)).toBe(`${root}/.deps/openblas/${inside}`);
});

test('nothing there', () => {
  expect(find('x64')).toBeUndefined();
});

test('the serial flavour does not count', () => {
  expect(find('x64', '/usr/lib/x86_64-linux-gnu/openblas-serial/libopenblas.a', '/usr/lib/x86_64-linux-gnu/libopenblas.a')).toBeUndefined();
});

test("another architecture's library does not count, its own does", () => {
  expect(find('arm64', `/${inside}`)).toBeUndefined();
  const arm = '/usr/lib/aarch64-linux-gnu/openblas-pthread/libopenblas.a';
  expect(find('arm64', arm)).toBe(arm);
});

test('an architecture nobody has named has none', () => {
  expect(findOpenblas({ root, arch: 'mips', exists: () => true })).toBeUndefined();
});

test('what the user names comes before all others, and has to be there', () => {
  const named = (exists: boolean) => findOpenblas({ root, arch: 'x64', exists: () => exists, asked: '/opt/libopenblas.a' });
  expect(named(true)).toBe('/opt/libopenblas.a');
  expect(() => named(false)).toThrow('KINKLESS_OPENBLAS names the static OpenBLAS, and there is no file /opt/libopenblas.a');
});
