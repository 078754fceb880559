import { spawnSync } from 'node:child_process';
import { chooseClangFormat } from './chooseClangFormat.mjs';

/** @returns {{ program: string } | { reason: string }} this machine's clang-format, or why it cannot be used */
export function clangFormat() {
  return chooseClangFormat((program) => {
    const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
    return status === 0 ? stdout : undefined;
  });
}
