import { createRequire } from 'node:module';

/** The version of this package. */
export function version(): string {
  // By the package's own name: this file's place differs between `src`, `dist` and the published bundle.
  const manifest = createRequire(import.meta.url)('kinkless/package.json') as { readonly version: string };
  return manifest.version;
}
