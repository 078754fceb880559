import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Resvg } from '@resvg/resvg-js';
import { Dataset } from '../../src/data/Dataset.js';
import { margins } from '../../src/landscape/margins.js';
import { sliceLine } from '../../src/landscape/sliceLine.js';
import { randomDirection } from '../../src/landscape/randomDirection.js';
import { Network } from '../../src/network/Network.js';
import { lossAxis } from '../../src/report/lossAxis.js';
import { plotMargins } from '../../src/report/plotMargins.js';
import { plotSlice } from '../../src/report/plotSlice.js';
import { textWidth } from '../../src/report/textWidth.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
const network = Network.random({ inputs: 3, hidden: [4, 3], bias: true, seed: 1 });
const data = Dataset.gaussian({ samples: 12, inputs: 3, seed: 2 });

const place = () => mkdtemp(path.join(folder, 'plot-'));
const read = (from: string, name: string) => readFile(path.join(from, name), 'utf8');
const rows = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));

describe('plotMargins', () => {
  test('picture and numbers, one row for each pre-activation that carries a kink', async () => {
    const out = await place();
    const { summary, files } = await plotMargins(network, data, out);
    expect((await readdir(out)).sort()).toEqual(['margins.csv', 'margins.json', 'margins.png', 'margins.svg']);
    expect(files.map((file) => path.basename(file)).sort()).toEqual(await readdir(out));
    const layers = await margins(network, data);
    const table = rows(await read(out, 'margins.csv'));
    expect(table.map((row) => row[3])).toEqual(layers.flatMap(({ preActivation }) => [...preActivation]));
    expect(JSON.parse(await read(out, 'margins.json'))).toEqual(JSON.parse(JSON.stringify(summary)));
    expect(summary.layers[1]!.quantiles).toMatchObject({ min: Math.abs(layers[1]!.preActivation[0]!) });
    const svg = await read(out, 'margins.svg');
    for (const text of ['Pre-activation margins of a 3-4-3-1 network, 12 samples', 'layer 2: ', 'rounding error of u', '>|u|<'])
      expect(svg).toContain(text);
  });

  test('pre-activations that are exactly zero have a bar and a label of their own (Świrszcz et al. 2017, five points)', async () => {
    const kink = Network.from({
      layers: [
        { weights: [[1]], bias: [-3] },
        { weights: [[1]], bias: [0] },
      ],
      slopes: [0],
    });
    const five = Dataset.from({ inputs: [[5], [4], [3], [1], [-1]], targets: [2, 1, 0, -3, 3] });
    const out = await place();
    const { summary } = await plotMargins(kink, five, out);
    expect(summary.layers).toMatchObject([{ carrying: 5, onKink: 1, quantiles: { min: 0, max: 4 } }]);
    const svg = await read(out, 'margins.svg');
    expect(svg).toContain('>0<');
    expect(svg).toContain('min |u| = 0, 1 zero to rounding');
  });

  test('a layer in which nothing can kink', async () => {
    const linear = Network.random({ inputs: 2, hidden: [3, 2], slope: [1, 0], seed: 1 });
    const { summary } = await plotMargins(linear, Dataset.gaussian({ samples: 4, inputs: 2 }), await place());
    expect(summary.layers[0]).toEqual({ layer: 1, carrying: 0, onKink: 0, withoutKink: 12, quantiles: null, tolerance: null });
  });
});

describe('plotSlice', () => {
  test('a line: losses, kinks and what they amount to', async () => {
    const out = await place();
    const { summary } = await plotSlice(network, data, out, { along: ['random'], points: 21, seed: 3 });
    const slice = await sliceLine(network, data, randomDirection(network, { seed: 3 }), { points: 21 });
    expect(rows(await read(out, 'slice.csv'))).toEqual(Array.from(slice.at, (t, k) => [t, slice.loss[k]]));
    expect(rows(await read(out, 'slice-kinks.csv')).map(([t]) => t)).toEqual([...slice.kinks.at]);
    expect(summary).toMatchObject({
      plot: 'slice',
      range: 1,
      loss: slice.loss[10],
      nearestKink: Math.min(...slice.kinks.at.map(Math.abs)),
    });
    expect(summary.kinks.reduce((sum, count) => sum + count, 0)).toBe(slice.kinks.at.length);
    const svg = await read(out, 'slice.svg');
    for (const text of [
      'Loss around a 3-4-3-1 network',
      `kinks of layer 2: ${String(summary.kinks[1])}`,
      'step t along a random direction',
    ])
      expect(svg).toContain(text);
  });

  test('a plane: losses on the grid, curves, and a picture of both', async () => {
    const out = await place();
    const { summary } = await plotSlice(network, data, out, { along: ['random', 'random'], points: 9, range: 0.5 });
    expect(rows(await read(out, 'slice.csv'))).toHaveLength(81);
    expect(rows(await read(out, 'slice.csv'))[40]).toEqual([0, 0, summary.loss]);
    expect(rows(await read(out, 'slice-kinks.csv')).every((row) => row.every(Number.isFinite))).toBe(true);
    const svg = await read(out, 'slice.svg');
    expect(svg).toContain(`lines: where a pre-activation is zero, ${String(summary.kinksInPlane)}`);
    // No wider than the square, its axis and its legend: neither what is clipped nor a title makes it so.
    expect(Number(/<svg [^>]*width="(\d+)"/.exec(svg)![1])).toBeLessThan(720);
  });

  test('the same seed draws the same bytes', async () => {
    const [a, b] = await Promise.all([place(), place()]);
    for (const out of [a, b]) await plotSlice(network, data, out, { along: ['random', 'random'], points: 5 });
    for (const name of await readdir(a)) expect(await read(a, name)).toBe(await read(b, name));
  });

  test('a folder that cannot be made is refused before the work', async () => {
    const file = path.join(await place(), 'file');
    await plotSlice(network, data, file, { along: ['random'], points: 3 });
    await expect(plotMargins(network, data, path.join(file, 'slice.csv', 'below'))).rejects.toMatchObject({ code: 'ERR_FILE' });
  });
});

describe('lossAxis', () => {
  test('logarithmic over orders of magnitude, from the share that is below; else linear', () => {
    expect(lossAxis(Float64Array.of(1, 2, 3), 0)).toMatchObject({ logarithmic: false });
    const axis = lossAxis(Float64Array.of(0, 1e-30, 1e-3, 1e-2, 0.1, 1), 0.2);
    expect(axis).toMatchObject({ logarithmic: true, foot: 1e-3, ticks: [1e-3, 1e-2, 0.1, 1] });
    expect(axis.shown(0)).toBe(1e-4);
  });
});

test.each([
  ['step s along a random direction', 13, false],
  ['Pre-activation margins of a 25-25-1 network', 16, true],
  ['10⁻¹² WAVE @ ill.', 12, false],
])('textWidth of %s: as wide as it is drawn', (text, size, bold) => {
  const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => path.resolve('assets', 'fonts', name));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="40"><text x="5" y="25" font-family="DejaVu Sans" font-size="${String(size)}" font-weight="${bold ? 'bold' : 'normal'}">${text}</text></svg>`;
  const { width } = new Resvg(svg, { font: { fontFiles, loadSystemFonts: false } }).getBBox()!;
  expect(Math.abs(textWidth(text, size, bold) - width)).toBeLessThan(0.06 * width);
});
