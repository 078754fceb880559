import { totalmem } from 'node:os';
import { KinklessError } from '../../errors.js';

/** The system promises more memory than there is, and ends the process that then uses it. */
const LARGEST_SHARE = 1 / 2;
const GIGABYTE = 1e9;

/** @throws {KinklessError} ERR_MEMORY if `what` needs more than half of the machine's memory, saying how much, and what to do `instead` */
export function requireMemory(what: string, bytes: number, instead: string): void {
  if (bytes <= LARGEST_SHARE * totalmem()) return;
  throw new KinklessError(
    'ERR_MEMORY',
    `${what} needs ${(bytes / GIGABYTE).toPrecision(3)} GB (${String(bytes)} bytes), more than half of this machine's ${(totalmem() / GIGABYTE).toPrecision(3)} GB; ${instead}`,
  );
}
