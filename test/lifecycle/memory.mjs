const { gc } = globalThis;
/** Pages that the allocator keeps for later come and go: the lowest of a few looks is what is in use. */
const LOOKS = 5;

/**
 * Memory in use after garbage collection, in bytes: resident, without the pages that V8 keeps empty for its next objects.
 *
 * @returns {Promise<{ readonly rss: number, readonly external: number }>}
 */
async function measure() {
  if (gc === undefined) throw new Error('run with --expose-gc');
  let rss = Infinity;
  let external = Infinity;
  for (let look = 0; look < LOOKS; look++) {
    gc();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    gc();
    const usage = process.memoryUsage();
    rss = Math.min(rss, usage.rss - (usage.heapTotal - usage.heapUsed));
    external = Math.min(external, usage.external + usage.arrayBuffers);
  }
  return { rss, external };
}

/**
 * Runs `round` as often as asked, the first half to warm up, and tells by how much memory grew in the second half, as a share.
 *
 * @param {number} rounds
 * @param {(round: number) => Promise<unknown>} round
 * @returns {Promise<{ readonly rounds: number, readonly rss: number, readonly rssGrowth: number, readonly externalGrowth: number }>}
 */
export async function growthOver(rounds, round) {
  const half = Math.ceil(rounds / 2);
  for (let k = 0; k < half; k++) await round(k);
  const before = await measure();
  for (let k = half; k < rounds; k++) await round(k);
  const after = await measure();
  // A few kilobytes of buffers of the standard streams are no leak.
  const slack = 1 << 16;
  return {
    rounds,
    rss: after.rss,
    rssGrowth: after.rss / before.rss - 1,
    externalGrowth: Math.max(0, after.external - before.external - slack) / before.external,
  };
}
