import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

const { fork } = childProcess;
/** @type {Set<childProcess.ChildProcess>} */
const children = new Set();
childProcess.fork = /** @type {typeof fork} */ (
  (/** @type {Parameters<typeof fork>} */ ...args) => {
    const child = fork(...args);
    children.add(child);
    child.once('close', () => children.delete(child));
    return child;
  }
);
syncBuiltinESMExports();

/** Ends the processes that were forked since this file was loaded. */
export function endChildren() {
  for (const child of children) child.kill('SIGKILL');
}
