// Bad conditions: clear errors, and nothing lost.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { PlanInput } from '../../src/index.js';
import { kinkless } from '../support/built.mjs';
import { CLI, runCli } from '../support/runCli.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const { sweep, SweepStore } = kinkless;
const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
const plan: PlanInput = { format: 'kinkless-plan/1', measure: [], repetitions: 500, trial: { inputs: 2, width: 2, samples: 2, epochs: 1 } };

describe('plans: exit code 2, naming the file and the place', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'a typo',
      'a.toml',
      'format = "kinkless-plan/1"\n[trail]\nd = 3\n',
      /a\.toml: plan: expected only .* but found "trail" \(the nearest is "trial"\)/,
    ],
    ['no TOML', 'b.toml', 'format = \n', /b\.toml: line 1, column \d+: expected TOML but found /],
    ['no JSON', 'c.json', '{ "format": }', /c\.json: /],
    [
      'a negative size',
      'd.toml',
      'format = "kinkless-plan/1"\n[trial]\nd = -3\nsamples = 5\n',
      /d\.toml: trial\.d: expected at least 1 but found -3/,
    ],
    ['another kind of file', 'e.yaml', 'format: kinkless-plan/1', /e\.yaml: name: expected a file that ends in \.toml, \.json/],
    [
      'data that are not there',
      'f.toml',
      'format = "kinkless-plan/1"\n[trial]\ndata = "missing.csv"\nwidth = 3\n',
      /missing\.csv.*no such file/,
    ],
  ])('%s', async (_name, file, text, message) => {
    writeFileSync(at(file), text);
    const { code, stdout, stderr } = await runCli(['sweep', at(file), '--store', at('never.db')]);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
  });
});

test('more samples than the data set has', async () => {
  writeFileSync(at('train-labels-idx1-ubyte'), Buffer.from([0, 0, 8, 1, 0, 0, 0, 3, 1, 7, 2]));
  writeFileSync(at('train-images-idx3-ubyte'), Buffer.from([0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3]));
  const large: PlanInput = { format: 'kinkless-plan/1', trial: { data: `mnist:${folder}`, width: 2 }, grid: { samples: [2, 4] } };
  await expect(sweep(large, { store: at('never.db') })).rejects.toThrow(
    /Expected at most 3, the samples of mnist:.* for samples but received 4/,
  );
});

describe('stores', () => {
  test('a file that is none, and a database of something else, are left as they are', async () => {
    writeFileSync(at('text.db'), 'nothing of the kind. '.repeat(200));
    await expect(sweep(plan, { store: at('text.db') })).rejects.toThrow(
      /text\.db: store: expected an SQLite database but found a file of another kind/,
    );
    expect(readFileSync(at('text.db'), 'utf8')).toMatch(/^nothing of the kind/);
    await sweep({ ...plan, repetitions: 1 }, { store: at('other.db') });
    const bytes = readFileSync(at('other.db'));
    bytes.writeUInt32BE(1, 68);
    writeFileSync(at('other.db'), bytes);
    await expect(sweep(plan, { store: at('other.db') })).rejects.toThrow(
      /a store of sweeps, as "kinkless sweep" makes it but found another database/,
    );
    expect(readFileSync(at('other.db'))).toEqual(bytes);
  });

  test('a damaged one', async () => {
    await sweep(plan, { store: at('damaged.db') });
    const file = openSync(at('damaged.db'), 'r+');
    for (let page = 1; page < 20; page++) writeSync(file, Buffer.alloc(512, 0xff), 0, 512, 4096 * page);
    const { code, stderr } = await runCli(['sweep', 'status', at('damaged.db')]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/damaged\.db: store: expected an SQLite database but found a damaged one/)]);
    await expect(sweep({ ...plan, repetitions: 600 }, { store: at('damaged.db') })).rejects.toThrow(
      /damaged\.db: store: expected an SQLite database but found a damaged one/,
    );
  });

  test.each([
    ['nowhere.db', null, 'no such file or folder'],
    ['nowhere/x.db', 'no such file or folder', 'no such file or folder'],
    ['nowhere/a/x.db', 'no such file or folder', 'no such file or folder'],
    ['file/x.db', 'a path through something that is no folder', 'a path through something that is no folder'],
    ['file/a/x.db', 'a path through something that is no folder', 'a path through something that is no folder'],
    ['folder', 'a folder', 'a folder'],
    ['folder/', 'a folder', 'a folder'],
  ])('no place for one, %s: named as it was given, and nothing is made', async (name, toMake, toRead) => {
    const place = path.join(folder, 'place');
    rmSync(place, { recursive: true, force: true });
    mkdirSync(path.join(place, 'folder'), { recursive: true });
    writeFileSync(path.join(place, 'file'), '');
    const store = `${place}/${name}`;
    if (toMake !== null)
      await expect(sweep(plan, { store })).rejects.toThrow(
        `${store}: store: expected a file that can be written in a folder that exists but found ${toMake}`,
      );
    const missing = `${store}: store: expected a readable file but found ${toRead}`;
    await expect(SweepStore.open(store)).rejects.toThrow(missing);
    for (const words of [
      ['sweep', 'status', store],
      ['sweep', 'export', store, '--out', at('x.csv')],
      ['report', store, '--out', at('x.html')],
    ]) {
      const { code, stderr } = await runCli(words);
      expect([code, stderr]).toEqual([2, `kinkless ${words[0]!}: ${missing}; see "kinkless ${words[0]!} --help"\n`]);
    }
    expect(readdirSync(place, { recursive: true })).toEqual(['file', 'folder']);
  });
});

test('a disk that takes no more: an error, and what was recorded stays', async () => {
  const file = at('limited.json');
  const larger = { ...plan, repetitions: 3000 };
  writeFileSync(file, JSON.stringify(larger));
  const store = at('limited.db');
  // No file may become longer than 256 kB, and the signal that says so is ignored: writes fail.
  const limited = `trap '' XFSZ; ulimit -f 500; exec "$0" "$@"`;
  const { status, stderr } = spawnSync('sh', ['-c', limited, process.execPath, CLI, 'sweep', file, '--store', store], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringMatching(/limited\.db: store: expected .* but found /)]);
  const opened = await SweepStore.open(store);
  const { done } = opened.status();
  expect(done).toBeGreaterThan(0);
  expect(opened.query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  opened.close();
  expect(await sweep(larger, { store })).toMatchObject({ done: 3000, recorded: 3000 - done });
}, 300_000);

// In a name space of its own a process may mount file systems, where the kernel lets it.
const mayMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', folder]).status === 0;
if (!mayMount) console.warn('No file system can be mounted here: the test of a full and of a read-only one is skipped.');

(mayMount ? test : test.skip)(
  'a full file system, then a larger one, then one that may only be read',
  () => {
    writeFileSync(at('filling.json'), JSON.stringify({ ...plan, repetitions: 3000 }));
    writeFileSync(at('more.json'), JSON.stringify({ ...plan, repetitions: 3001 }));
    const disk = at('disk');
    mkdirSync(disk);
    // Of each command the exit code, the number of trials that are done, and the error.
    const script = `mount -t tmpfs -o size=400k tmpfs "$1" || exit 99
      kinkless() {
        "$NODE" "$CLI" "$@" >out 2>err
        echo "$? $(sed -n 's/^ *"done": \\([0-9]*\\),/\\1/p' out) $(grep kinkless err)"
      }
      kinkless sweep filling.json --store "$1/s.db" --json
      kinkless sweep export "$1/s.db" --out "$1/trials.csv"
      ls -A "$1" | tr '\\n' ' '; echo
      mount -o remount,size=8m "$1"
      kinkless sweep status "$1/s.db" --json
      kinkless sweep filling.json --store "$1/s.db" --json
      mount -o remount,ro "$1"
      kinkless sweep status "$1/s.db" --json
      kinkless sweep more.json --store "$1/s.db" --json
      kinkless sweep filling.json --store "$1/new.db"
      kinkless report "$1/s.db" --out "$1/page.html"
      kinkless sweep export "$1/s.db" --out "$1/trials.csv"
      for out in "$1" "$1/a/b"; do
        kinkless figure 6.1 --quick --out "$out"
        kinkless figure 6.2 --out "$out"
        kinkless sweep trial '{"d":2,"samples":3}' --out "$out"
      done
      kinkless train --data gaussian:N=5,d=2,seed=1 --hidden 2 --out "$1/model.json"`;
    const env = { ...process.env, NODE: process.execPath, CLI };
    const { stdout } = spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', disk], { cwd: folder, env, encoding: 'utf8' });
    const [full, unwritten, files, kept, whole, ...readOnly] = stdout.trimEnd().split('\n');
    expect(full).toMatch(/^2 {2}kinkless sweep: .*s\.db: store: expected space to write to but found no space left/);
    expect(unwritten).toMatch(/^2 {2}kinkless sweep: .*trials\.csv: writing: expected .* but found no space left/);
    expect(files).toMatch(/^s\.db (s\.db-\w+ )*$/);
    const [, done] = /^0 (\d+) $/.exec(kept!)!;
    expect(Number(done)).toBeGreaterThan(0);
    expect(whole).toBe('0 3000 ');
    const [still, ...refused] = readOnly;
    expect(still).toBe('0 3000 ');
    const names = ['s.db: store', 'new.db: store', 'disk: opening', 'disk: opening'];
    const places = [...names, ...Array<string>(3).fill('disk: making'), ...Array<string>(3).fill('disk/a/b: making'), 'disk: opening'];
    expect(refused).toEqual(
      places.map((place) =>
        expect.stringMatching(new RegExp(`^2 {2}kinkless [a-z]+: .*${place}: expected .* but found a file system that may only be read;`)),
      ),
    );
  },
  300_000,
);

test('folders and files that this user may not write to', async () => {
  const folders = ['closed', 'open'].map(at);
  for (const one of folders) mkdirSync(one);
  const [closed, open] = folders as [string, string];
  await sweep({ ...plan, repetitions: 2 }, { store: path.join(open, 's.db') });
  await sweep({ ...plan, repetitions: 2 }, { store: path.join(closed, 's.db') });
  writeFileSync(at('three.json'), JSON.stringify({ ...plan, repetitions: 3 }));
  chmodSync(path.join(open, 's.db'), 0o444);
  chmodSync(closed, 0o555);
  // The superuser is one only by capabilities.
  const [program, ...words] =
    process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all', process.execPath] : [process.execPath];
  const run = (...args: string[]) => {
    const { status, stderr } = spawnSync(program, [...words, CLI, ...args], { encoding: 'utf8' });
    return [status, stderr.trimEnd()];
  };
  const refused = (place: string) => [2, expect.stringMatching(new RegExp(`${place}: .* but found one that may not be accessed;`))];
  expect(run('sweep', 'status', path.join(closed, 's.db'))).toEqual([0, '']);
  expect(run('sweep', at('three.json'), '--store', path.join(closed, 'new.db'))).toEqual(refused('new.db: store'));
  expect(run('sweep', at('three.json'), '--store', path.join(closed, 's.db'))).toEqual(refused('closed/s.db: store'));
  expect(run('sweep', at('three.json'), '--store', path.join(open, 's.db'))).toEqual(refused('s.db: store'));
  expect(run('report', path.join(closed, 's.db'), '--out', path.join(closed, 'page.html'))).toEqual(refused('closed: opening'));
  expect(run('figure', '6.2', '--out', path.join(closed, 'out'))).toEqual(refused('out: making'));
  chmodSync(closed, 0o755);
});
