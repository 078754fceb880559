/**
 * Does one step of the set-up and says so in one line with the time it took; on a terminal also while it runs.
 *
 * @template T
 * @param {string} doing what is being done, as in "compiling the TypeScript"
 * @param {string} done what was done, as in "TypeScript compiled"
 * @param {() => T} work
 * @returns {T}
 */
export function step(doing, done, work) {
  const started = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`set-up: ${doing} …`);
  const finish = (/** @type {string} */ text) => {
    const clear = process.stdout.isTTY ? '\r\x1b[K' : '';
    console.log(`${clear}set-up: ${text} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  };
  try {
    const result = work();
    finish(done);
    return result;
  } catch (error) {
    finish(`${doing} failed`);
    throw error;
  }
}
