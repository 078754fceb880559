import { Worker } from 'node:worker_threads';

// What the worker writes goes to this process's standard output.
new Worker(new URL('import.mjs', import.meta.url)).on('exit', (code) => {
  process.exitCode = code;
});
