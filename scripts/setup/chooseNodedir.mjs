import path from 'node:path';

/**
 * Where node-gyp shall take Node's headers from: without `--nodedir` it downloads them.
 *
 * @param {{ execPath: string, root: string, exists: (file: string) => boolean }} place `root` is the package's folder
 * @returns {{ path: string, synthetic: boolean }} the folder above `include/node`; a synthetic one has to be written first
 */
export function chooseNodedir({ execPath, root, exists }) {
  const installed = path.dirname(path.dirname(execPath));
  const complete = ['node_api.h', 'common.gypi', 'config.gypi'].every((file) => exists(path.join(installed, 'include', 'node', file)));
  return complete ? { path: installed, synthetic: false } : { path: path.join(root, '.deps', 'node-headers'), synthetic: true };
}
