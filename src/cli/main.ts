#!/usr/bin/env node
import { run } from './run.js';

// A reader that has seen enough (kinkless … | head) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.on('uncaughtException', (error) => {
  process.stderr.write(`kinkless: internal failure: ${error.stack ?? error.message}\n`);
  process.exit(70);
});

// Not process.exit: what is on its way into a pipe must arrive.
void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
