import { columns, type Column } from './columns.js';
import type { SqlRow } from './SqlDatabase.js';
import type { SweepStore } from './SweepStore.js';
import { trialPages } from './trialPages.js';

/** Trials in a row group: their values are in memory at once, some 50 MB. */
const ROW_GROUP = 20_000;

const TYPES = { TEXT: 'STRING', INTEGER: 'INT64', REAL: 'DOUBLE', BOOLEAN: 'BOOLEAN' } as const;

/** All trials as a Parquet file, compressed with Snappy. */
export async function parquetPieces(store: SweepStore, onPage: (rows: number) => void): Promise<Iterable<Uint8Array>> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  return (function* () {
    const bytes = new ByteWriter();
    const schema = schemaFromColumnData({ columnData: columns.map((column) => columnData(column, [])) });
    const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'kinkless' });
    // Taken out piece by piece: the writer keeps count of what it has written itself.
    const taken = (): Uint8Array => {
      const piece = new Uint8Array(bytes.buffer, 0, bytes.index).slice();
      bytes.index = 0;
      return piece;
    };
    for (const page of trialPages(store, ROW_GROUP)) {
      onPage(page.length);
      void writer.write({ columnData: columns.map((column) => columnData(column, page)), rowGroupSize: ROW_GROUP });
      yield taken();
    }
    void writer.finish();
    yield taken();
  })();
}

function columnData({ name, type }: Column, rows: readonly SqlRow[]) {
  return { name, type: TYPES[type], nullable: true, data: rows.map((row) => decoded(row[name] ?? null, type)) };
}

function decoded(value: string | number | null, type: Column['type']): string | number | bigint | boolean | null {
  if (value === null || type === 'TEXT' || type === 'REAL') return value;
  return type === 'BOOLEAN' ? value !== 0 : BigInt(value);
}
