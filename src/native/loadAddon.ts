import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AddonError } from '../errors.js';
import type { Addon } from './addon.js';
import { glibcFloor } from './glibcFloor.js';
import { glibcVersion } from './glibcVersion.js';
import type { PlatformPackage } from './PlatformPackage.js';
import { platformPackages } from './platformPackages.js';

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

function* candidates(): Generator<Candidate> {
  yield built();
  const here = platformPackages.filter(({ os, cpu }) => os === process.platform && cpu === process.arch);
  for (const one of here) {
    // Asked last, because the answer takes longer than loading: a package manager installs only the one that fits.
    if (one.libc === 'musl' && glibcVersion() !== undefined) continue;
    yield packaged(one);
  }
  if (here.length === 0) yield nothing();
}

function built(): Candidate {
  // This file is two folders below the package's, in `src`, in `dist` and in the published bundle alike.
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'build', 'Release', 'kinkless.node');
  return {
    name: file,
    resolve: () => {
      if (!existsSync(file)) throw new Error('there is no such file');
      return file;
    },
    remedy:
      'in a clone of the repository, "npm run setup" builds it; in an installed package, "node node_modules/kinkless/scripts/build-native.mjs"',
  };
}

function packaged({ name, tested }: PlatformPackage): Candidate {
  return {
    name,
    resolve: () => require.resolve(`${name}/kinkless.node`),
    remedy: tested
      ? `install without --omit=optional; Linux needs glibc ${glibcFloor} or later`
      : 'there is none in the registry yet: build from source',
  };
}

function nothing(): Candidate {
  return {
    name: 'a platform package',
    resolve: () => {
      throw new Error(`there is none for ${process.platform}-${process.arch}`);
    },
    remedy: 'build from source',
  };
}

function firstOf(places: Iterable<Candidate>): LoadedAddon {
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
