import { FileError, KinklessError } from '../errors.js';
import { storeRefusal } from './storeRefusal.js';

/** Primary result codes of SQLite that say something about the file, and what they say. */
const REASONS: Readonly<Record<number, readonly [name: string, expected: string, found: string]>> = {
  5: ['BUSY', 'a database that can be written', 'one that another process keeps locked'],
  8: ['READONLY', 'a database that can be written', 'one that may only be read'],
  10: ['IOERR', 'a file system that works', 'a failed read or write'],
  11: ['CORRUPT', 'an SQLite database', 'a damaged one'],
  13: ['FULL', 'space to write to', 'no space left'],
  14: ['CANTOPEN', 'a file that can be written in a folder that exists', 'one that cannot be opened'],
  26: ['NOTADB', 'an SQLite database', 'a file of another kind'],
};

/** What SQLite says where the file system said more. */
const CANNOT_OPEN = 14;
const VAGUE = new Set(['READONLY', 'IOERR', 'CANTOPEN']);

/**
 * The error to throw for what SQLite threw: a {@link FileError} where it is about the file, else itself. `readOnly`: the file was opened for
 * reading only.
 */
export function storeFailure(file: string, error: unknown, readOnly = false): unknown {
  if (error instanceof KinklessError || typeof error !== 'object' || error === null) return error;
  const { code, errcode, message } = error as { readonly code?: unknown; readonly errcode?: unknown; readonly message?: unknown };
  // node:sqlite gives the number, of which the low byte is the primary code; better-sqlite3 gives its name.
  const named =
    typeof errcode === 'number'
      ? REASONS[errcode & 0xff]
      : Object.values(REASONS).find(([name]) => typeof code === 'string' && code.startsWith(`SQLITE_${name}`));
  // Before it asks SQLite, better-sqlite3 looks for the folder itself.
  const reason = named ?? (String(message).includes('directory does not exist') ? REASONS[CANNOT_OPEN] : undefined);
  // A general error by its code.
  if (reason === undefined && String(message).includes('unsupported file format'))
    return new FileError(file, 'store', 'a database that this SQLite reads', 'a newer or damaged format', { cause: error });
  if (reason === undefined) return error;
  const [name, expected, found] = reason;
  const refusal = VAGUE.has(name) ? storeRefusal(file, readOnly) : undefined;
  return refusal ?? new FileError(file, 'store', expected, found, { cause: error });
}
