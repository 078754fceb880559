export type SqlValue = number | string | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** What the two libraries that {@link openDatabase} chooses from have in common. */
export interface SqlDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqlStatement;
  close(): unknown;
}

export interface SqlStatement {
  run(...values: SqlValue[]): unknown;
  get(...values: SqlValue[]): SqlRow | undefined;
  all(...values: SqlValue[]): SqlRow[];
}
