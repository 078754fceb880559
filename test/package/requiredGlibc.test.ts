import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readElf } from '../../scripts/package/readElf.mjs';
import { requiredGlibc } from '../../scripts/package/requiredGlibc.mjs';

const addon = 'build/Release/kinkless.node';
const elf = (libraries: string[], ...versions: string[]) => ({
  libraries,
  versions: versions.map((version) => ({ library: 'libc.so.6', version })),
});

test('libraries and symbol versions of the addon are those objdump names', () => {
  const printed = execFileSync('objdump', ['-p', addon], { encoding: 'utf8' });
  const { libraries, versions } = readElf(readFileSync(addon));
  expect(libraries).toEqual(Array.from(printed.matchAll(/NEEDED +(\S+)/g), ([, name]) => name));
  const references = printed.slice(printed.indexOf('Version References:'));
  expect(versions.map(({ version }) => version)).toEqual(Array.from(references.matchAll(/0x\w+ 0x\w+ \d+ (\S+)/g), ([, name]) => name));
  expect(versions.length).toBeGreaterThan(0);
});

test('what is not ELF is refused', () => {
  expect(() => readElf(Buffer.from('#!/bin/sh'))).toThrow('not a 64-bit little-endian ELF file');
});

test('the newest version counts, by its numbers', () => {
  expect(requiredGlibc(elf(['libc.so.6', 'libm.so.6'], 'GLIBC_2.9', 'GLIBC_2.14', 'GCC_4.2.0', 'GLIBC_2.2.5'), '2.34')).toBe('2.14');
});

test('a glibc newer than the floor is refused', () => {
  expect(requiredGlibc(elf(['libc.so.6'], 'GLIBC_2.34'), '2.34')).toBe('2.34');
  expect(() => requiredGlibc(elf(['libc.so.6'], 'GLIBC_2.35'), '2.34')).toThrow('needs glibc 2.35, and 2.34 is the newest');
});

test('a library that not every machine has is refused', () => {
  const libraries = ['libc.so.6', 'libm.so.6', 'libgcc_s.so.1', 'ld-linux-x86-64.so.2'];
  expect(requiredGlibc(elf(libraries, 'GLIBC_2.17'), '2.34')).toBe('2.17');
  expect(() => requiredGlibc(elf([...libraries, 'libgfortran.so.5', 'libopenblas.so.0'], 'GLIBC_2.17'), '2.34')).toThrow(
    'needs libgfortran.so.5, libopenblas.so.0, which not every machine has',
  );
});
