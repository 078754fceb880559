import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { npmCommand } from '../setup/npmCommand.mjs';
import { run } from '../setup/run.mjs';

/**
 * `npm pack`.
 *
 * @param {string} folder a package's
 * @param {string} target the folder to write to
 * @returns {{ file: string, size: number }} the tarball and its bytes
 */
export function packFolder(folder, target) {
  const { program, args } = npmCommand(process.env, process.execPath);
  run(program, [...args, 'pack', '--pack-destination', target, '--loglevel=error'], { cwd: folder });
  const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = path.join(target, `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`);
  return { file, size: statSync(file).size };
}
