import { expect, test } from '@jest/globals';
import { run } from '../../scripts/setup/run.mjs';
import { runAttempts } from '../../scripts/setup/runAttempts.mjs';

const node = (script: string, options = {}) => run(process.execPath, ['-e', script], { cwd: '.', ...options });

test('what a command writes is returned', () => {
  expect(node("process.stdout.write('out'); process.stderr.write('err')")).toBe('out');
});

test('a command gets its environment on top of the present one, and its input', () => {
  expect(node('process.stdout.write(process.env.WORD + (process.env.PATH ? 1 : 0))', { env: { WORD: 'w' } })).toBe('w1');
  expect(node('process.stdin.pipe(process.stdout)', { input: 'typed' })).toBe('typed');
});

test('a failure names the command and its exit code, and shows the end of what it wrote', () => {
  const failing = () => node("for (let i = 0; i < 100; i++) console.error('line ' + i + '.'); process.exitCode = 3");
  expect(failing).toThrow(/ended with exit code 3:\n/);
  expect(failing).toThrow('line 99.');
  expect(failing).not.toThrow('line 10.');
});

test('a signal is named', () => {
  expect(() => node("process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 10000)")).toThrow('ended with SIGTERM');
});

test('a program that is not there', () => {
  expect(() => run('no-such-program', [], { cwd: '.' })).toThrow('no-such-program');
});

const works = { program: process.execPath, args: ['-e', ''] };
const fails = (code: number) => ({ program: process.execPath, args: ['-e', `process.exitCode = ${code}`] });

test('attempts are made until one succeeds', () => {
  expect(() => runAttempts([[fails(1)], [works, works], [fails(2)]], '.')).not.toThrow();
});

test('an attempt fails with any of its commands, unless that one may fail', () => {
  expect(() => runAttempts([[works, fails(4), works]], '.')).toThrow('exit code 4');
  expect(() => runAttempts([[{ ...fails(4), mayFail: true }, works]], '.')).not.toThrow();
});

test('where no attempt succeeds, the last failure is told', () => {
  expect(() => runAttempts([[fails(5)], [fails(6)]], '.')).toThrow('exit code 6');
});
