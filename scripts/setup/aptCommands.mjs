import path from 'node:path';

/** @typedef {{ program: string, args: string[], mayFail?: boolean }} Command */

/**
 * Installs Debian packages, as root. A list that cannot be fetched (of a dead third source, say) does no harm as long as the packages
 * are found.
 *
 * @param {string[]} packages
 * @param {boolean} hasLists whether the machine's package lists were ever fetched; old ones may name versions that are gone
 * @returns {Command[][]} attempts, to be made until one succeeds
 */
export function installCommands(packages, hasLists) {
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=120'];
  const update = { program: 'apt-get', args: [...options, 'update'], mayFail: true };
  const install = { program: 'apt-get', args: [...options, 'install', '-y', '--no-install-recommends', ...packages] };
  return hasLists ? [[install], [update, install]] : [[update, install]];
}

/**
 * Fetches a Debian package without being root, with lists and caches of the project's own. Runs in `folder`; the package lands there.
 *
 * @param {string} debianPackage
 * @param {string} folder a folder of the project's own, absolute
 * @returns {Command[]}
 */
export function downloadCommands(debianPackage, folder) {
  const options = [
    '-q',
    ...['-o', `Dir::State=${path.join(folder, 'state')}`],
    ...['-o', 'Dir::State::status=/var/lib/dpkg/status'],
    ...['-o', `Dir::Cache=${path.join(folder, 'cache')}`],
    ...['-o', 'Debug::NoLocking=1'],
  ];
  return [
    { program: 'apt-get', args: [...options, 'update'], mayFail: true },
    { program: 'apt-get', args: [...options, 'download', debianPackage] },
  ];
}
