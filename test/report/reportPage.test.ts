import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { chromium } from 'playwright-core';
import { reportPage } from '../../src/report/reportPage.js';
import { sweepCells } from '../../src/report/sweepCells.js';
import type { PlanInput } from '../../src/sweep/Plan.js';
import { SweepStore } from '../../src/sweep/SweepStore.js';
import { runCli } from '../support/runCli.js';
import { kinkless } from '../support/built.mjs';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
const file = path.join(folder, 'store.sqlite');
const pageFile = path.join(folder, 'page.html');

const plan: PlanInput = {
  format: 'kinkless-plan/1',
  name: 'Widths <and> samples',
  repetitions: 3,
  measure: ['verdict', 'ranks', 'kinks', 'hessian'],
  trial: { polish_epochs: 30, optimizer: 'gradient-descent', epochs: 50 },
  // At the second rate every training diverges.
  grid: { d: [3, 4], ratio: [0.8, 1.5, 2], learning_rate: [0.05, 1e9] },
};

let store: SweepStore;
let page: string;

beforeAll(async () => {
  // Worker processes run the compiled package.
  const module = pathToFileURL(path.resolve('dist', 'index.js')).href;
  const program = `import { sweep } from '${module}'; await sweep(${JSON.stringify(plan)}, { store: ${JSON.stringify(file)}, workers: 1 });`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  store = await SweepStore.open(file);
  page = await reportPage(store);
  await writeFile(pageFile, page);
});

describe('the page', () => {
  test('aggregates are those of the rows, added up one by one', async () => {
    const { keys, cells } = sweepCells(store);
    expect(keys).toEqual(['d', 'ratio', 'learning_rate']);
    expect(cells).toHaveLength(12);
    for (const { values, trials, failed, mce, mceDeviation, lossMin, verdicts } of cells) {
      const rows = [];
      for await (const row of store.trials())
        if (row.d === values[0] && row.ratio === values[1] && row.learning_rate === values[2]) rows.push(row);
      const errors = rows.flatMap((row) => (row.mce === null ? [] : [row.mce]));
      expect([trials, failed]).toEqual([3, rows.filter(({ status }) => status === 'failed').length]);
      expect(failed).toBe(values[2] === 1e9 ? 3 : 0);
      if (errors.length === 0) {
        expect([mce, lossMin, verdicts]).toEqual([null, null, {}]);
        continue;
      }
      const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
      expect(mce).toBeCloseTo(mean, 12);
      expect(mceDeviation).toBeCloseTo(Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / errors.length), 7);
      expect(lossMin).toBe(Math.min(...rows.map(({ loss }) => loss!)));
      expect(Object.values(verdicts).reduce((sum, count) => sum + count, 0)).toBe(3);
    }
  });

  test('a cell is told by its parameters, not by what came of them', async () => {
    const other = path.join(folder, 'epochs.sqlite');
    const trial = { d: 3, samples: 5 };
    // The longer trainings end before their last epoch.
    await kinkless.sweep({ format: 'kinkless-plan/1', repetitions: 3, trial, grid: { epochs: [1, 900] } }, { store: other });
    const opened = await SweepStore.open(other);
    const { keys, cells } = sweepCells(opened);
    opened.close();
    expect([keys, cells.map(({ values }) => values)]).toEqual([['epochs'], [[1], [900]]]);
    expect(cells[1]!.epochs).toBeLessThan(900);
    for (const { verdicts } of cells) expect(Object.values(verdicts).reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  test('needs nothing but itself, and names in it are text', () => {
    expect(page.replaceAll(/xmlns(?::xlink)?="http:[^"]*"/g, '')).not.toMatch(/https?:\/\//);
    expect(page).toContain('Widths &lt;and&gt; samples');
    expect(page).not.toContain('Widths <and>');
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('downloads hold every cell', () => {
    const [, csv] = /href="data:text\/csv;base64,([^"]+)"/.exec(page)!;
    const lines = Buffer.from(csv!, 'base64').toString().trimEnd().split('\n');
    expect(lines).toHaveLength(13);
    expect(lines[0]).toMatch(/^"d","ratio","learning_rate","trials","failed","mce"/);
    const [, json] = /href="data:application\/json;base64,([^"]+)"/.exec(page)!;
    expect((JSON.parse(Buffer.from(json!, 'base64').toString()) as { cells: unknown[] }).cells).toHaveLength(12);
  });

  test('failures with the command that repeats one', () => {
    expect(page).toMatch(/18 trials<\/b>: .*diverged/);
    expect(page).toContain('kinkless sweep trial');
  });

  test('report on the command line', async () => {
    const out = path.join(folder, 'by-cli.html');
    const { code, stdout, stderr } = await runCli(['report', file, '--out', out]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`18 of 36 trials done, 18 failed, 0 missing\nwrote ${out}\n`);
    expect((await runCli(['report', path.join(folder, 'none.sqlite')])).code).toBe(2);
  });
});

/** A browser's start takes a minute on a busy machine. */
const BROWSER_MS = 300_000;
const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((program) => existsSync(program));
if (browser === undefined) console.log('pages in a browser: not tested, there is no Chromium; on Debian, apt-get install chromium');

(browser === undefined ? describe.skip : describe)('in Chromium', () => {
  test(
    'renders at a desktop and at a phone, light and dark, without a word on the console',
    async () => {
      const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
      const running = await chromium.launch({ executablePath: browser!, args: ['--headless', '--no-sandbox', '--disable-gpu', ...quiet] });
      try {
        for (const [width, colorScheme] of [
          [1280, 'light'],
          [390, 'light'],
          [1280, 'dark'],
          [390, 'dark'],
        ] as const) {
          // prettier-ignore
          const tab = await running.newPage({ viewport: { width, height: 844 }, colorScheme });
          const said: string[] = [];
          tab.on('console', (message) => said.push(message.text()));
          tab.on('pageerror', (error) => said.push(error.message));
          tab.on('request', (request) => {
            if (!/^(file|data):/.test(request.url())) said.push(request.url());
          });
          await tab.goto(pathToFileURL(pageFile).href);
          expect(await tab.title()).toBe('Widths <and> samples – kinkless');
          expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width);
          // The names of what was run stand in one line each.
          const lines = `[...document.querySelectorAll('.facts td:first-child')].map((cell) => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            return range.getClientRects().length;
          })`;
          expect(new Set(await tab.evaluate<number[]>(lines))).toEqual(new Set([1]));
          expect(await tab.locator('.card svg').count()).toBeGreaterThanOrEqual(6);
          expect(await tab.locator('tbody .bar').count()).toBe(12);
          const luminance = await tab.evaluate(
            'getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765',
          );
          expect((luminance as number) > 0.5).toBe(colorScheme === 'light');
          // A click on a column's name sorts by its numbers, another one the other way round.
          const head = tab.locator('th', { hasText: /^ratio$/ });
          const first = () => tab.locator('tbody tr').first().locator('td').nth(1).textContent();
          await head.click();
          expect(await first()).toBe('0.8');
          await head.click();
          expect(await first()).toBe('2');
          expect(said).toEqual([]);
          await tab.close();
        }
      } finally {
        await running.close();
      }
    },
    BROWSER_MS,
  );
});
