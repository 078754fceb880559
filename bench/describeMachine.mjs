import { readFileSync } from 'node:fs';
import os from 'node:os';
import { loadAddon } from '../dist/native/loadAddon.js';
import { version } from '../dist/version.js';

/** /proc/cpuinfo tells the generation where the model's name does not. */
function cpu() {
  const name = (os.cpus()[0]?.model ?? process.arch).trim();
  try {
    const text = readFileSync('/proc/cpuinfo', 'utf8');
    const field = (/** @type {string} */ key) => new RegExp(`^${key}\\s*: (.*)$`, 'm').exec(text)?.[1];
    const family = field('cpu family');
    return family === undefined ? name : `${name} (family ${family}, model ${field('model') ?? '?'})`;
  } catch {
    return name;
  }
}

/** What the numbers depend on besides the code. */
export function describeMachine() {
  const { blas, core, kernels } = loadAddon().addon.info();
  return {
    cpu: cpu(),
    cores: os.availableParallelism(),
    load: os.loadavg().map((value) => Number(value.toFixed(2))),
    platform: `${process.platform}-${process.arch}, ${os.release()}`,
    node: process.versions.node,
    openblas: blas,
    openblasCore: core,
    kernels,
    kinkless: version(),
  };
}
