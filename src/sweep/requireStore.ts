import { FileError } from '../errors.js';
import type { SqlDatabase } from './SqlDatabase.js';
import { APPLICATION_ID, STORE_VERSION } from './storeSchema.js';

/** @throws {FileError} unless the database is a store of sweeps, of the version this package writes */
export function requireStore(file: string, database: SqlDatabase): void {
  const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  if (pragma('application_id') !== APPLICATION_ID)
    throw new FileError(file, 'store', 'a store of sweeps, as "kinkless sweep" makes it', 'another database');
  const version = pragma('user_version');
  if (version !== STORE_VERSION)
    throw new FileError(
      file,
      'store',
      `version ${String(STORE_VERSION)}, which this release of kinkless reads`,
      `version ${String(version)}`,
    );
}
