import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// The package as a user has it, in a folder of its own: what is found there is up to each test.
let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'kinkless-')));
  cpSync('dist', path.join(root, 'dist'), { recursive: true });
  writeFileSync(path.join(root, 'package.json'), '{ "type": "module" }');
});
afterEach(() => rmSync(root, { recursive: true }));

const platformPackage = `@kinkless/${process.platform}-${process.arch}`;

/** `[path]` of the addon that was loaded, or the failure. */
function load(before = ''): { path?: string; name?: string; code?: string; message?: string; causes?: number } {
  const script = `
    import { loadAddon } from './dist/native/loadAddon.js';
    ${before}
    try { console.log(JSON.stringify({ path: loadAddon().path })); }
    catch ({ name, code, message, cause }) { console.log(JSON.stringify({ name, code, message, causes: cause.errors.length })); }`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' }));
}

function putAddon(...folder: string[]): string {
  mkdirSync(path.join(root, ...folder), { recursive: true });
  const file = path.join(root, ...folder, 'kinkless.node');
  copyFileSync('build/Release/kinkless.node', file);
  return file;
}

test('with neither a build nor a platform package, the error lists both attempts and what helps', () => {
  const failure = load();
  expect(failure).toMatchObject({ name: 'AddonError', code: 'ERR_ADDON', causes: 2 });
  expect(failure.message).toContain(`${path.join(root, 'build', 'Release', 'kinkless.node')}: there is no such file`);
  expect(failure.message).toContain('npm run setup');
  expect(failure.message).toContain(`${platformPackage}: Cannot find module`);
  expect(failure.message).toContain('glibc 2.34');
  expect(failure.message).toContain(`${process.platform}-${process.arch}, Node ${process.versions.node}`);
});

test('the platform package is taken where nothing was built', () => {
  const file = putAddon('node_modules', platformPackage);
  expect(load()).toEqual({ path: file });
});

test('what was built comes before the platform package', () => {
  putAddon('node_modules', platformPackage);
  const file = putAddon('build', 'Release');
  expect(load()).toEqual({ path: file });
});

test('a build that cannot be loaded is passed over for the platform package', () => {
  writeFileSync(putAddon('build', 'Release'), 'not a library');
  const file = putAddon('node_modules', platformPackage);
  expect(load()).toEqual({ path: file });
});

test('where nothing else is there, the reason a build cannot be loaded is told', () => {
  writeFileSync(putAddon('build', 'Release'), 'not a library');
  expect(load().message).toMatch(/kinkless\.node: .*(invalid ELF header|file too short)/);
});

test('on a machine with glibc, no package for musl is tried', () => {
  expect(load().message).not.toContain('musl');
});

test('on Linux without glibc, the package for musl is tried as well', () => {
  const failure = load(`
    Object.defineProperty(process, 'platform', { value: 'linux' });
    process.report.getReport = () => ({ header: {} });`);
  expect(failure.causes).toBe(3);
  expect(failure.message).toContain(`@kinkless/linuxmusl-${process.arch}: Cannot find module`);
});

test('where there is no package for the platform, the error says so', () => {
  const failure = load(`Object.defineProperty(process, 'platform', { value: 'sunos' });`);
  expect(failure.causes).toBe(2);
  expect(failure.message).toContain(`a platform package: there is none for sunos-${process.arch} (build from source)`);
});
