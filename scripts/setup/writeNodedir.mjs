import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder node-gyp accepts as Node's development folder, out of the package `node-api-headers`. It holds Node-API only,
 * which is all the addon includes.
 *
 * @param {string} folder where to write
 * @param {string} headers the folder of the headers: `node_modules/node-api-headers/include`
 */
export function writeNodedir(folder, headers) {
  const include = path.join(folder, 'include', 'node');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(include, { recursive: true });
  cpSync(headers, include, { recursive: true });
  writeFileSync(
    path.join(include, 'common.gypi'),
    "{ 'target_defaults': { 'default_configuration': 'Release', 'configurations': { 'Release': {} } } }\n",
  );
  writeFileSync(path.join(include, 'config.gypi'), "{ 'target_defaults': {}, 'variables': {} }\n");
}
