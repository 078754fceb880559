// Lays out every source as the tests want it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clangFormat } from './test/clangFormat.mjs';
import { nativeFiles } from './test/nativeFiles.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const formatter = clangFormat();
if ('program' in formatter) spawnSync(formatter.program, ['-i', ...nativeFiles(root)], { cwd: root, stdio: 'inherit' });
else console.log(`native sources left as they are: ${formatter.reason}`);
const prettier = path.join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
const { status } = spawnSync(process.execPath, [prettier, '--write', '--log-level=warn', '.'], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
