/**
 * The package.json of a platform's package: package managers skip it on other machines by `os`, `cpu` and `libc`.
 *
 * @param {import('./mainManifest.mjs').Manifest} manifest that of the clone
 * @param {import('./mainManifest.mjs').PlatformPackage} platform
 * @param {string | undefined} glibc the version the addon needs, where it needs one
 * @returns {import('./mainManifest.mjs').Manifest}
 */
export function platformManifest({ version, license, engines }, { name, os, cpu, libc }, glibc) {
  return {
    name,
    version,
    description: `The compiled addon of kinkless for ${os}-${cpu}${glibc === undefined ? '' : `, glibc ${glibc} or later`}`,
    license,
    type: 'commonjs',
    engines,
    os: [os],
    cpu: [cpu],
    ...(libc === undefined ? {} : { libc: [libc] }),
    exports: { './kinkless.node': './kinkless.node', './package.json': './package.json' },
    files: ['kinkless.node', 'NOTICE'],
    // A library can be loaded from a real file only, not from Yarn's archives.
    preferUnplugged: true,
  };
}
