// A million trivial trials: how long they take, how much memory the coordinator and its workers use at most, and how fast status and report
// answer.
// node test/sweep/million.mjs [trials]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const [trials = 1_000_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(path.join(os.tmpdir(), 'kinkless-million-'));
const cli = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const plan = path.join(folder, 'plan.json');
const page = path.join(folder, 'report.html');
const store = path.join(folder, 'sweep.db');
const trial = { samples: 1, inputs: 1, width: 1, epochs: 1 };
writeFileSync(plan, JSON.stringify({ format: 'kinkless-plan/1', repetitions: trials, measure: [], trial }));

/** @param {number} pid */
const facts = (pid) => {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  const [, parent] = /^PPid:\s+(\d+)/m.exec(status) ?? [];
  const [, peak] = /^VmHWM:\s+(\d+) kB/m.exec(status) ?? [];
  const [, words = ''] = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(') ');
  const stat = words.split(' ');
  return { pid, parent: Number(parent), peakMb: Math.round(Number(peak) / 1024), seconds: (Number(stat[11]) + Number(stat[12])) / 100 };
};

/** The coordinator, then its workers. @param {number} pid */
function family(pid) {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.flatMap((name) => {
    try {
      const one = facts(Number(name));
      return one.pid === pid || one.parent === pid ? [one] : [];
    } catch {
      return [];
    }
  });
}

/** How long a command takes, and what it and its children used. @param {string[]} words */
async function timed(...words) {
  const began = performance.now();
  const child = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  /** @type {Map<number, ReturnType<typeof facts>>} */
  const seen = new Map();
  const timer = setInterval(() => {
    // A process that has ended uses no memory any more.
    for (const one of family(/** @type {number} */ (child.pid))) if (one.peakMb > 0) seen.set(one.pid, one);
  }, 250);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part) => (text += part));
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
  return { code, seconds: (performance.now() - began) / 1000, processes: [...seen.values()], text };
}

try {
  const { code, seconds, processes } = await timed('sweep', plan, '--store', store);
  console.log(JSON.stringify({ code, trials, seconds, perSecond: trials / seconds, processes }));
  const coordinator = processes[0];
  if (coordinator !== undefined) console.log(`coordinator: ${String((coordinator.seconds / trials) * 1e6)} µs of processor time per trial`);
  const status = await timed('sweep', 'status', store, '--json');
  console.log(JSON.stringify({ code: status.code, statusSeconds: status.seconds, done: JSON.parse(status.text).done }));
  const report = await timed('report', store, '--out', page);
  const peakMb = Math.max(...report.processes.map((one) => one.peakMb));
  console.log(JSON.stringify({ code: report.code, reportSeconds: report.seconds, peakMb, pageKb: Math.round(statSync(page).size / 1024) }));
  const again = await timed('sweep', plan, '--store', store);
  console.log(JSON.stringify({ code: again.code, againSeconds: again.seconds }));
  // The memory of all processes together.
  const memory = processes.reduce((sum, one) => sum + one.peakMb, 0);
  console.log(JSON.stringify({ memoryMb: memory }));
  process.exitCode = code === 0 && report.code === 0 && memory < 500 && JSON.parse(status.text).done === trials ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
