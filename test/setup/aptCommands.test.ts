import { expect, test } from '@jest/globals';
import { downloadCommands, installCommands } from '../../scripts/setup/aptCommands.mjs';

const verb = ({ args }: { args: string[] }) => args.find((word) => ['update', 'install', 'download'].includes(word));

test('where there are no package lists they are fetched first', () => {
  expect(installCommands(['make'], false).map((attempt) => attempt.map(verb))).toEqual([['update', 'install']]);
});

test('where there are lists they are used, and renewed only when that fails', () => {
  expect(installCommands(['make'], true).map((attempt) => attempt.map(verb))).toEqual([['install'], ['update', 'install']]);
});

test('an installation asks nothing, and brings the packages named and what they depend on', () => {
  const install = installCommands(['make', 'python3'], false)[0]![1]!;
  expect(install.program).toBe('apt-get');
  expect(install.args.slice(install.args.indexOf('install'))).toEqual(['install', '-y', '--no-install-recommends', 'make', 'python3']);
});

test('a list that cannot be fetched stops neither an installation nor a download; a package that cannot, does', () => {
  const commands = [...installCommands(['make'], false).flat(), ...downloadCommands('make', '/deps/apt')];
  expect(commands.map((command) => [verb(command), command.mayFail ?? false])).toEqual([
    ['update', true],
    ['install', false],
    ['update', true],
    ['download', false],
  ]);
});

test("a download keeps to the project's own folder and takes no lock", () => {
  for (const { args } of downloadCommands('make', '/deps/apt')) {
    const options = args.filter((_, index) => args[index - 1] === '-o');
    expect(options).toContain('Dir::State=/deps/apt/state');
    expect(options).toContain('Dir::Cache=/deps/apt/cache');
    expect(options).toContain('Debug::NoLocking=1');
  }
});
