import path from 'node:path';
import type { TopLevelSpec } from 'vega-lite';
import { writeAtomically } from '../files/writeAtomically.js';
import { renderChart } from './renderChart.js';

/** A picture and the numbers it shows. */
export interface Plot {
  /** Of all files, without ending. */
  readonly name: string;
  readonly chart: TopLevelSpec;
  /** Texts of CSV files by what is added to the name; `''` for the main one. */
  readonly tables: Readonly<Record<string, string>>;
  readonly summary: object;
}

/**
 * Writes SVG, PNG, CSV and JSON.
 *
 * @returns the paths of what was written
 * @throws {FileError} if a file cannot be written
 */
export async function writePlot(folder: string, { name, chart, tables, summary }: Plot): Promise<readonly string[]> {
  const { svg, png } = await renderChart(chart);
  const contents: [string, string | Uint8Array][] = [
    [`${name}.svg`, svg],
    [`${name}.png`, png],
    ...Object.entries(tables).map(([added, text]): [string, string] => [`${name}${added}.csv`, text]),
    [`${name}.json`, `${JSON.stringify(summary, null, 2)}\n`],
  ];
  for (const [file, content] of contents) await writeAtomically(path.join(folder, file), [content]);
  return contents.map(([file]) => path.join(folder, file));
}
