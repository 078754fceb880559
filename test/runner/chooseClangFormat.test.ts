import { expect, test } from '@jest/globals';
import { chooseClangFormat } from '../../scripts/test/chooseClangFormat.mjs';

const installed = (versions: Record<string, string>) => (program: string) => versions[program];

test('the version the style was written with is taken, under either name', () => {
  const text = 'Debian clang-format version 14.0.6\n';
  expect(chooseClangFormat(installed({ 'clang-format': text }))).toEqual({ program: 'clang-format' });
  const both = { 'clang-format': 'clang-format version 19.1.7', 'clang-format-14': text };
  expect(chooseClangFormat(installed(both))).toEqual({ program: 'clang-format-14' });
});

test('another version is named, not used', () => {
  const plan = chooseClangFormat(installed({ 'clang-format': 'Ubuntu clang-format version 18.1.3 (1ubuntu1)' }));
  expect(plan).toEqual({ reason: 'clang-format 14 is not installed, version 18 is' });
});

test.each([{}, { 'clang-format': 'garbage' }])('none', (versions) => {
  expect(chooseClangFormat(installed(versions))).toEqual({ reason: 'clang-format 14 is not installed' });
});
