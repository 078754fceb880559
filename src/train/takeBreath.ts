import { setImmediate } from 'node:timers/promises';

const LONGEST_MS = 3;

let last = 0;

/** In a long loop on the JavaScript thread: lets others have their turn now and then. */
export async function takeBreath(): Promise<void> {
  if (performance.now() - last < LONGEST_MS) return;
  await setImmediate();
  last = performance.now();
}
