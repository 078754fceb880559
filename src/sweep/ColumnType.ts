/** SQLite has no truth values: in a store, `BOOLEAN` is the integers 0 and 1. */
export type ColumnType = 'TEXT' | 'INTEGER' | 'REAL' | 'BOOLEAN';
