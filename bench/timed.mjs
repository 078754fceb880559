/**
 * Awaits a task.
 *
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<{ value: T, wall: number, processor: number }>} milliseconds that passed, and milliseconds of processor time of all
 *   threads, in which other programs on the machine weigh little
 */
export async function timed(task) {
  const started = performance.now();
  const before = process.cpuUsage();
  const value = await task();
  const { user, system } = process.cpuUsage(before);
  return { value, wall: performance.now() - started, processor: (user + system) / 1000 };
}
