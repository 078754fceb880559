import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AddonError } from '../errors.js';
import type { Addon } from './addon.js';

/** The loaded C++ core, and the file it came from. */
export interface LoadedAddon {
  readonly addon: Addon;
  readonly path: string;
}

const require = createRequire(import.meta.url);

let loaded: LoadedAddon | undefined;

/**
 * The C++ core: the addon built in this package's own folder, else the one of the platform package. Loaded at the first call.
 *
 * @throws {AddonError} naming every place that was tried, why it failed and what helps
 */
export function loadAddon(): LoadedAddon {
  loaded ??= firstOf(candidates());
  return loaded;
}

interface Candidate {
  /** Finds the file, or throws. */
  readonly resolve: () => string;
  readonly name: string;
  readonly remedy: string;
}

function candidates(): readonly Candidate[] {
  // This file is two folders below the package's, in `src` and in `dist` alike.
  const built = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'build', 'Release', 'kinkless.node');
  const platformPackage = `@kinkless/${process.platform}-${process.arch}`;
  return [
    {
      name: built,
      resolve: () => {
        if (!existsSync(built)) throw new Error('there is no such file');
        return built;
      },
      remedy: 'in a clone of the repository, "npm run setup" builds it',
    },
    {
      name: platformPackage,
      resolve: () => require.resolve(`${platformPackage}/kinkless.node`),
      remedy: 'install without --omit=optional, on a platform there is a package for; Linux needs glibc 2.34 or later',
    },
  ];
}

function firstOf(places: readonly Candidate[]): LoadedAddon {
  const failures: string[] = [];
  const causes: unknown[] = [];
  for (const { name, resolve, remedy } of places) {
    try {
      const file = resolve();
      return Object.freeze({ addon: require(file) as Addon, path: file });
    } catch (error) {
      failures.push(`  ${name}: ${firstLine(error)} (${remedy})`);
      causes.push(error);
    }
  }
  const machine = `${process.platform}-${process.arch}, Node ${process.versions.node}`;
  throw new AddonError(`The native addon could not be loaded on ${machine}. Tried:\n${failures.join('\n')}`, {
    cause: new AggregateError(causes),
  });
}

/** Node appends the stack of requiring files to the message of a package it cannot find. */
function firstLine(error: unknown): string {
  const message = error instanceof Object && 'message' in error ? String(error.message) : String(error);
  return message.split('\n', 1)[0]!;
}
