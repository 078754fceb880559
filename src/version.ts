import { readFileSync } from 'node:fs';

/** The version of this package. */
export function version(): string {
  // One folder below the package's own, in `src` and in `dist` alike.
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string };
  return manifest.version;
}
