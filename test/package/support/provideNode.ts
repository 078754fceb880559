import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { npmCommand } from '../../../scripts/setup/npmCommand.mjs';

/** The program of a Node of this major version, for this machine: from the registry, kept in `.deps/node`. */
export function provideNode(major: number): string {
  const program = path.resolve('.deps', 'node', String(major), 'node');
  if (existsSync(program)) return program;
  const work = `${path.dirname(program)}-${String(process.pid)}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const npm = npmCommand(process.env, process.execPath);
  const name = `node-${process.platform}-${process.arch}@${String(major)}`;
  const output = execFileSync(npm.program, [...npm.args, 'pack', name, '--silent'], { cwd: work, encoding: 'utf8' });
  execFileSync('tar', ['-xzf', output.trim(), '--strip-components=2', 'package/bin/node'], { cwd: work });
  mkdirSync(path.dirname(program), { recursive: true });
  renameSync(path.join(work, 'node'), program);
  rmSync(work, { recursive: true });
  return program;
}
