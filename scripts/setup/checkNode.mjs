/** The oldest Node that can `require` an ES module, which the package is. */
const oldest = { major: 20, minor: 19 };

/**
 * @param {string} version as in `process.versions.node`
 * @returns {string | undefined} what is wrong, or nothing
 */
export function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return undefined;
  return `Node ${oldest.major}.${oldest.minor} or later is needed, and this is Node ${version}. Install a newer one (https://nodejs.org) and try again.`;
}
