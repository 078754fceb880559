// What somebody has who installs the packages: in a bare root, on every Node that is supported.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { npmCommand } from '../../scripts/setup/npmCommand.mjs';
import { temporaryFolder } from '../support/temporaryFolder.js';
import { BareRoot } from './support/BareRoot.js';
import { provideNode } from './support/provideNode.js';

const NODES = [20, 22, 24, 26];
const platform = `${process.platform}-${process.arch}`;
const folder = temporaryFolder();

let root: BareRoot;
let tarballs: string[];

beforeAll(() => {
  const packaged = execFileSync(process.execPath, ['scripts/package.mjs'], { encoding: 'utf8' });
  tarballs = readdirSync('packages')
    .filter((name) => name.endsWith('.tgz'))
    .map((name) => path.resolve('packages', name));
  root = new BareRoot(folder, new Map(NODES.map((major) => [major, provideNode(major)])));
  cpSync('test/package/project', root.project, { recursive: true });
  writeFileSync(path.join(root.project, 'package.json'), '{ "private": true, "type": "module" }');
  const { program, args } = npmCommand(process.env, process.execPath);
  execFileSync(program, [...args, 'install', ...tarballs, '--ignore-scripts', '--omit=dev', '--prefer-offline', '--loglevel=error'], {
    cwd: root.project,
  });
  const how = root.entry.length === 0 ? 'not in a root of its own: this user may not change it' : `root entered with ${root.entry[0]!}`;
  process.stderr.write(`${packaged}${how}\n`);
}, 300_000);

describe.each(NODES)('in a bare root, on Node %i', (major) => {
  test.each([
    ['import', 'import.mjs'],
    ['require', 'require.cjs'],
    ['a worker thread', 'worker.mjs'],
  ])('%s: trains and judges', (_, program) => {
    expect(root.run(major, root.inside(program))).toEqual({ status: 0, stdout: 'zero-loss-minimum\n', stderr: '' });
  });

  const kinkless = (...words: string[]) => root.run(major, root.inside('node_modules', '.bin', 'kinkless'), ...words);

  test('kinkless info: this Node, and the addon of the platform package', () => {
    const { status, stdout } = kinkless('info', '--json');
    expect(status).toBe(0);
    const facts = JSON.parse(stdout);
    expect(facts.node).toMatch(new RegExp(`^${String(major)}\\.`));
    expect(facts.addon).toBe(root.inside('node_modules', '@kinkless', platform, 'kinkless.node'));
  });

  test('kinkless train, and check of what it wrote', () => {
    const data = 'gaussian:N=20,d=10,seed=1';
    const model = root.inside(`model-${String(major)}.json`);
    expect(kinkless('train', '--data', data, '--hidden', '10', '--out', model)).toMatchObject({ status: 0, stderr: '' });
    const { status, stdout } = kinkless('check', '--data', data, '--model', model, '--json');
    expect([status, JSON.parse(stdout).verdict]).toEqual([0, 'zero-loss-minimum']);
  });

  test('kinkless figure 6.2: draws with its own fonts', () => {
    const out = `figure-${String(major)}`;
    expect(kinkless('figure', '6.2', '--out', root.inside(out))).toMatchObject({ status: 0, stderr: '' });
    const svg = readFileSync(path.join(root.project, out, 'figure-6.2.svg'), 'utf8');
    expect(svg).toMatch(/^<svg /);
    expect(existsSync(path.join(root.project, out, 'figure-6.2.png'))).toBe(true);
  });

  test('sweeps: killed and resumed, told about and reported; without SQLite, what adds it', () => {
    const store = root.inside(`sweep-${String(major)}.db`);
    const swept = root.run(major, root.inside('sweep.mjs'), store);
    if (major < 22) {
      expect(swept).toMatchObject({ status: 1, stderr: expect.stringContaining('"npm install better-sqlite3@12" in the project adds it') });
      return;
    }
    expect(swept).toEqual({ status: 0, stdout: 'every trial once\n', stderr: '' });
    const status = kinkless('sweep', 'status', store, '--json');
    expect([status.status, status.stderr]).toEqual([0, '']);
    expect(JSON.parse(status.stdout)).toMatchObject({ trials: 1500, done: 1500, failed: 0, missing: 0, running: false });
    const page = `report-${String(major)}.html`;
    expect(kinkless('report', store, '--out', root.inside(page))).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(path.join(root.project, page), 'utf8')).toContain('<svg ');
    const table = `trials-${String(major)}.parquet`;
    expect(kinkless('sweep', 'export', store, '--out', root.inside(table))).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(path.join(root.project, table))).toBe(true);
  });
});

test.each([
  ['NodeNext', { module: 'NodeNext' }],
  ['bundler', { module: 'ESNext', moduleResolution: 'bundler' }],
])('TypeScript: the types compile strictly, module resolution %s', (name, options) => {
  const configuration = {
    compilerOptions: {
      ...options,
      target: 'ES2023',
      strict: true,
      noEmit: true,
      exactOptionalPropertyTypes: true,
      typeRoots: [path.resolve('node_modules', '@types')],
      types: ['node'],
    },
    files: ['types.ts'],
  };
  const file = path.join(root.project, `tsconfig.${name}.json`);
  writeFileSync(file, JSON.stringify(configuration));
  const { status, stdout } = spawnSync(process.execPath, [path.resolve('node_modules/typescript/bin/tsc'), '-p', file], {
    encoding: 'utf8',
  });
  expect([stdout, status]).toEqual(['', 0]);
});

describe('the packages', () => {
  const manifestOf = (name: string) => JSON.parse(readFileSync(path.join(root.project, 'node_modules', name, 'package.json'), 'utf8'));
  const filesOf = (name: string) => readdirSync(path.join(root.project, 'node_modules', name), { recursive: true, encoding: 'utf8' });

  test('the main one runs nothing when it is installed, and holds no native code', () => {
    const manifest = manifestOf('kinkless');
    for (const key of ['scripts', 'devDependencies', 'overrides', 'private']) expect(manifest).not.toHaveProperty(key);
    expect(manifest.optionalDependencies).toEqual({ '@kinkless/linux-x64': manifest.version });
    // pnpm and Yarn build where there is one at the top.
    expect(filesOf('kinkless')).not.toContain('binding.gyp');
    expect(filesOf('kinkless').filter((file) => /\.(node|o|a|so|dll|dylib)$/.test(file))).toEqual([]);
  });

  test('the platform one is for this machine only, and states the glibc it needs', () => {
    const name = `@kinkless/${platform}`;
    expect(filesOf(name).sort()).toEqual(['LICENSE', 'NOTICE', 'README.md', 'kinkless.node', 'package.json']);
    const manifest = manifestOf(name);
    expect(manifest).toMatchObject({ os: [process.platform], cpu: [process.arch], libc: ['glibc'] });
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest.description).toMatch(/glibc 2\.\d+ or later/);
    expect(readFileSync(path.join(root.project, 'node_modules', name, 'README.md'), 'utf8')).toMatch(/glibc 2\.\d+ or later/);
  });

  const lint = (program: string, ...args: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, [path.join('node_modules', program), ...args], { encoding: 'utf8' });
    return { status, stdout };
  };

  test('publint finds nothing', () => {
    for (const tarball of tarballs) {
      expect(lint('publint/src/cli.js', 'run', '--strict', tarball)).toEqual({ status: 0, stdout: expect.stringContaining('All good!') });
    }
  });

  test('the types are right wherever ES modules are resolved', () => {
    const main = tarballs.find((file) => /^kinkless-\d/.test(path.basename(file)))!;
    expect(lint('@arethetypeswrong/cli/dist/index.js', main, '--profile', 'esm-only')).toMatchObject({ status: 0 });
  });
});

// Last, because the loader then takes what was built.
test('the addon can be built from the source in the installed package', () => {
  const installed = path.join(root.project, 'node_modules', 'kinkless');
  const { status, stderr } = spawnSync(process.execPath, [path.join(installed, 'scripts', 'build-native.mjs')], { encoding: 'utf8' });
  expect([stderr, status]).toEqual(['', 0]);
  const [major] = NODES as [number];
  const { stdout } = root.run(major, root.inside('node_modules', '.bin', 'kinkless'), 'info', '--json');
  expect(JSON.parse(stdout).addon).toBe(root.inside('node_modules', 'kinkless', 'build', 'Release', 'kinkless.node'));
}, 300_000);
