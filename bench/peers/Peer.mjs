import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program that is asked for the time of one case after the other. */
export class Peer {
  /** @readonly */
  #child;
  /** @readonly */
  #lines;

  /**
   * @param {string} program
   * @param {readonly string[]} args
   */
  constructor(program, args) {
    this.#child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stdin.on('error', () => undefined);
    let complaint = '';
    this.#child.stderr.setEncoding('utf8').on('data', (text) => (complaint = `${complaint}${text}`.slice(-2000)));
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.ended = once(this.#child, 'close').then(
      () => complaint.split('\n').findLast((line) => /error/i.test(line)) ?? 'ended',
      (/** @type {Error} */ error) => error.message,
    );
  }

  /**
   * What it says about itself when it is ready.
   *
   * @returns {Promise<{ name: string, version: string, python?: string }>}
   */
  describe() {
    return this.#next();
  }

  /**
   * @param {import('./Case.mjs').Case} given
   * @returns {Promise<number>} microseconds of processor time for an epoch of one replica
   */
  async ask(given) {
    this.#child.stdin.write(`${JSON.stringify(given)}\n`);
    return (await this.#next()).microseconds;
  }

  close() {
    this.#child.stdin.end();
    this.#child.kill();
  }

  async #next() {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(await this.ended);
    return JSON.parse(value);
  }
}
