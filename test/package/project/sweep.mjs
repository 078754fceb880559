// A sweep in a process that is killed, and then the same sweep to its end.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sweep, SweepStore } from 'kinkless';

const [store = ''] = process.argv.slice(2);
const TRIALS = 1500;
/** @type {import('kinkless').PlanInput} */
const plan = {
  format: 'kinkless-plan/1',
  repetitions: TRIALS,
  trial: { inputs: 10, width: 10, samples: 50, optimizer: 'adam', epochs: 200, stop_mce: 0 },
};

async function doneSoFar() {
  const opened = await SweepStore.open(store);
  const { done } = opened.status();
  opened.close();
  return done;
}

if (process.send === undefined) {
  const child = fork(fileURLToPath(import.meta.url), [store]);
  let ended = false;
  const closed = once(child, 'close').then(() => (ended = true));
  // The store is not one yet, at first.
  while (!ended && (await doneSoFar().catch(() => 0)) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  child.kill('SIGKILL');
  await closed;
  const before = await doneSoFar();
  const { done, recorded } = await sweep(plan, { store });
  console.log(done === TRIALS && recorded === TRIALS - before ? 'every trial once' : `${before} + ${recorded} = ${done}`);
} else {
  await sweep(plan, { store });
  process.disconnect();
}
