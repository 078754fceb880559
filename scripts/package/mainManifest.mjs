/** @typedef {import('../../dist/native/PlatformPackage.js').PlatformPackage} PlatformPackage */
/** @typedef {Record<string, unknown> & { version: string, optionalDependencies?: Record<string, string> }} Manifest a package.json */

/** What only a clone needs. No script is left: nothing runs where the package is installed. */
const development = ['private', 'scripts', 'devDependencies', 'overrides', 'allowScripts', 'binary'];

/**
 * The package.json of the published main package.
 *
 * @param {Manifest} manifest that of the clone
 * @param {readonly PlatformPackage[]} platforms
 * @param {string[]} files what it holds
 * @returns {Manifest}
 */
export function mainManifest(manifest, platforms, files) {
  const kept = Object.fromEntries(Object.entries(manifest).filter(([key]) => !development.includes(key)));
  return {
    ...kept,
    version: manifest.version,
    exports: {
      '.': { types: './dist/types/index.d.ts', default: './dist/bundle/index.js' },
      './package.json': './package.json',
    },
    bin: { kinkless: './dist/bundle/main.js' },
    files,
    // Only here, not in the clone's package.json: a version that is not in the registry yet cannot be in the clone's lock file, and
    // npm ci refuses a lock file that lacks a dependency. Exactly this version: addon and JavaScript belong together.
    optionalDependencies: Object.fromEntries(platforms.filter(({ tested }) => tested).map(({ name }) => [name, manifest.version])),
    // What the clone tries to compile, a user of an older Node who wants sweeps adds: nothing is compiled unasked where the package is installed.
    peerDependencies: manifest.optionalDependencies,
    peerDependenciesMeta: Object.fromEntries(Object.keys(manifest.optionalDependencies ?? {}).map((name) => [name, { optional: true }])),
  };
}
