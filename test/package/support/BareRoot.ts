import { execFileSync, spawnSync } from 'node:child_process';
import { constants, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where the programs are that enter a root. Inside it, these folders do not exist. */
const PATH = '/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The root of a machine on which there is nothing but some Nodes, the shared libraries they need, and a project: no shell, no compiler, no
 * linear algebra.
 */
export class BareRoot {
  /** The project's folder, as seen from outside. */
  readonly project: string;
  /** How programs are run inside; empty where this user may not change the root. */
  readonly entry: readonly string[];
  readonly #folder: string;
  readonly #nodes: ReadonlyMap<number, string>;

  /** `nodes`: their programs, by major version. */
  constructor(folder: string, nodes: ReadonlyMap<number, string>) {
    this.#folder = folder;
    this.#nodes = nodes;
    this.project = path.join(folder, 'project');
    for (const name of ['bin', 'dev', 'etc', 'project', 'tmp']) mkdirSync(path.join(folder, name));
    // Node gives it to the processes that it starts.
    writeFileSync(path.join(folder, 'dev', 'null'), '');
    writeFileSync(path.join(folder, 'etc', 'passwd'), 'root:x:0:0:root:/:/none\n');
    for (const [major, node] of nodes) {
      this.#copy(node, `/bin/node-${String(major)}`);
      for (const library of librariesOf(node).flatMap(withGlibc)) this.#copy(library, library);
    }
    const ways = [
      ['chroot', folder],
      ['unshare', '--map-root-user', 'chroot', folder],
    ];
    const [first] = nodes.keys();
    this.entry =
      ways.find(
        ([program, ...args]) => spawnSync(program!, [...args, `/bin/node-${String(first)}`, '-e', '0'], { env: { PATH } }).status === 0,
      ) ?? [];
  }

  /** The inside path of a file of the project. */
  inside(...names: string[]): string {
    return path.join(this.entry.length > 0 ? '/project' : this.project, ...names);
  }

  /** Runs a Node inside, without any of the environment variables outside. */
  run(major: number, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
    const entered = this.entry.length > 0;
    const [program, ...words] = [...this.entry, entered ? `/bin/node-${String(major)}` : this.#nodes.get(major)!, ...args];
    const { status, stdout, stderr } = spawnSync(program!, words, {
      cwd: this.project,
      env: { PATH: entered ? PATH : '/nonexistent' },
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  #copy(from: string, to: string): void {
    const target = path.join(this.#folder, to);
    if (existsSync(target)) return;
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(from, target, constants.COPYFILE_FICLONE);
  }
}

function librariesOf(program: string): string[] {
  if (process.platform !== 'linux') return [];
  const lines = execFileSync('ldd', [program], { encoding: 'utf8' });
  const missing = /(\S+) => not found/.exec(lines);
  if (missing !== null) throw new Error(`${program} needs ${missing[1]!}, which is not on this machine`);
  return Array.from(lines.matchAll(/(\/\S+) \(0x/g), ([, file]) => file!);
}

/** The other libraries of glibc come with the first: other packages' addons are linked to them. */
function withGlibc(library: string): string[] {
  if (path.basename(library) !== 'libc.so.6') return [library];
  const names = ['libc.so.6', 'libdl.so.2', 'libm.so.6', 'libpthread.so.0', 'librt.so.1', 'libutil.so.1'];
  return names.map((name) => path.join(path.dirname(library), name)).filter((file) => existsSync(file));
}
