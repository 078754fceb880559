import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/**
 * The packages the native build needs. A clone has them; beside an installed package the user installs them.
 *
 * @param {string[]} folders to search from, with those above each
 * @returns {{ nodeGyp: string, headers: string, modules: string }} the script of node-gyp, the headers of Node-API, and the folder
 *   of packages that holds node-addon-api
 * @throws {Error} with the command that installs them
 */
export function findBuildTools(folders) {
  const find = (/** @type {string} */ name) => {
    try {
      return path.dirname(require.resolve(`${name}/package.json`, { paths: folders }));
    } catch (cause) {
      throw new Error(`The native build needs the package ${name}: npm install --no-save node-gyp@12 node-addon-api@8 node-api-headers@1`, {
        cause,
      });
    }
  };
  return {
    nodeGyp: path.join(find('node-gyp'), 'bin', 'node-gyp.js'),
    headers: path.join(find('node-api-headers'), 'include'),
    modules: path.dirname(find('node-addon-api')),
  };
}
