import { createRequire } from 'node:module';
import type * as csv from 'csv-parse/sync';
import { allocate, describe, type Refuse } from '../arguments.js';
import { decodeText } from './decodeText.js';
import type { Table } from './Table.js';

const require = createRequire(import.meta.url);

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * The table of a CSV file: UTF-8, fields separated by commas and quoted as in RFC 4180, as many in every line; empty lines count for nothing.
 * The first line holds the names of the columns if `hasNames` says so, or if none of its fields is a number; one that mixes numbers and
 * others is refused, since it could be either.
 */
export function parseCsv(bytes: Uint8Array, hasNames: boolean, refuse: Refuse): Table {
  const text = decodeText(bytes, refuse);
  let names: readonly string[] | undefined;
  const rows: Float64Array[] = [];
  let columns = 0;
  const take = (fields: readonly string[], line: number): void => {
    const place = `line ${String(line)}`;
    if (columns === 0) {
      columns = fields.length;
      const numeric = fields.filter((field) => NUMBER.test(field)).length;
      if (hasNames || numeric === 0) {
        names = fields;
        return;
      }
      if (numeric < columns) {
        const other = fields.find((field) => !NUMBER.test(field));
        refuse(place, 'only numbers, or only names of columns', `numbers and ${describe(other)}`);
      }
    }
    if (fields.length !== columns) refuse(place, `${String(columns)} fields, as in the first line`, String(fields.length));
    rows.push(Float64Array.from(fields, (field, j) => readNumber(field, `${place}, field ${String(j + 1)}`, refuse)));
  };
  parseFields(text, take, refuse);
  if (rows.length === 0) return refuse('the end of the file', 'lines of numbers', 'none');
  const data = allocate('the table', rows.length * columns, refuse);
  rows.forEach((row, i) => {
    data.set(row, i * columns);
  });
  return { names, rows: { data, rows: rows.length, columns } };
}

function parseFields(text: string, take: (fields: readonly string[], line: number) => void, refuse: Refuse): void {
  // Not imported above: most programs read no CSV, and starting them would take a fifth longer.
  const { CsvError, parse } = require('csv-parse/sync') as typeof csv;
  try {
    parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (fields: readonly string[], { lines }) => {
        take(fields, lines);
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 0;
    refuse(`line ${String(line)}`, 'fields separated by commas, quoted as in RFC 4180', CSV_PROBLEMS[error.code] ?? error.code);
  }
}

const CSV_PROBLEMS: Readonly<Partial<Record<string, string>>> = {
  CSV_INVALID_CLOSING_QUOTE: 'text behind a closing quote',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'text behind a closing quote',
  CSV_QUOTE_NOT_CLOSED: 'a quote that is not closed',
  INVALID_OPENING_QUOTE: 'a quote within a field',
};

function readNumber(field: string, place: string, refuse: Refuse): number {
  const value = NUMBER.test(field) ? Number(field) : NaN;
  return Number.isFinite(value) ? value : refuse(place, 'a finite number', describe(field));
}
