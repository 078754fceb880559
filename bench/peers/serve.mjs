import { createInterface } from 'node:readline';

/** The difference of two runs covers at least this much processor time, and half of the first, so that what surrounds the epochs weighs little. */
const LEAST_SECONDS = 0.02;

/**
 * Reads a case a line from the standard input, answers each with a line of JSON, as `peer.py` does. What a run takes besides its epochs is
 * measured away: an answer is the difference of a run of twice as many.
 *
 * @param {{ name: string, version: string }} description
 * @param {(given: import('./Case.mjs').Case) => Promise<(epochs: number) => unknown>} build returns what runs so many epochs
 */
export async function serve(description, build) {
  console.log(JSON.stringify(description));
  let last = '';
  let epochs = 1;
  /** @type {(epochs: number) => unknown} */
  let run = () => undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    /** @type {import('./Case.mjs').Case} */
    const given = JSON.parse(line);
    if (line !== last) {
      last = line;
      run = await build(given);
      epochs = 1;
      await run(epochs);
      // Twice in a row: once may be chance.
      for (let enough = 0; enough < 2;) {
        const { once, more } = await timed(run, epochs);
        enough = more < Math.max(LEAST_SECONDS, once / 2) ? 0 : enough + 1;
        if (enough === 0) epochs *= 2;
      }
    }
    console.log(JSON.stringify({ microseconds: ((await timed(run, epochs)).more / epochs / given.replicas) * 1e6 }));
  }
}

/** Seconds of so many epochs, and what as many more of them add. @param {(epochs: number) => unknown} run @param {number} epochs */
async function timed(run, epochs) {
  const start = process.cpuUsage();
  await run(epochs);
  const first = process.cpuUsage(start);
  await run(2 * epochs);
  const both = process.cpuUsage(start);
  const once = (first.user + first.system) / 1e6;
  return { once, more: (both.user + both.system) / 1e6 - 2 * once };
}
