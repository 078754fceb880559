import type { Command } from 'commander';
import { glibcVersion } from '../native/glibcVersion.js';
import { loadAddon } from '../native/loadAddon.js';
import { alignRows } from '../report/alignRows.js';
import { version } from '../version.js';
import type { Context } from './Context.js';

export function addInfo(program: Command, { print }: Context): void {
  program
    .command('info')
    .description('Tell what is installed: versions, linear algebra, and where the addon was loaded from.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ kinkless info --json')
    .action(({ json }: { readonly json?: boolean }) => {
      const { addon, path } = loadAddon();
      const { blas, core, threads, kernels } = addon.info();
      const facts = {
        kinkless: version(),
        node: process.versions.node,
        platform: `${process.platform}-${process.arch}`,
        libc: libc(),
        blas,
        blasCore: core,
        blasThreads: threads,
        kernels,
        addon: path,
      };
      print(
        json === true
          ? JSON.stringify(facts, null, 2)
          : alignRows(Object.entries(facts).map(([name, fact]) => [LABELS[name]!, String(fact)])),
      );
    });
}

const LABELS: Readonly<Record<string, string>> = {
  kinkless: 'kinkless',
  node: 'Node',
  platform: 'platform',
  libc: 'C library',
  blas: 'linear algebra',
  blasCore: 'processor core chosen',
  blasThreads: 'threads per call',
  kernels: 'kernels of training',
  addon: 'addon',
};

function libc(): string {
  const glibc = glibcVersion();
  return glibc === undefined ? 'not glibc' : `glibc ${glibc}`;
}
