/** As far back as the rate looks. */
const WINDOW_MS = 20_000;
const LEAST_BETWEEN_MS = 500;

/** How fast something goes, lately. */
export class Pace {
  #total = 0;
  /** Times, and what was done by then. */
  readonly #marks: { readonly at: number; readonly total: number }[] = [{ at: performance.now(), total: 0 }];

  add(count: number): void {
    this.#total += count;
    const at = performance.now();
    if (at - this.#marks.at(-1)!.at < LEAST_BETWEEN_MS) return;
    this.#marks.push({ at, total: this.#total });
    while (this.#marks.length > 2 && at - this.#marks[1]!.at > WINDOW_MS) this.#marks.shift();
  }

  /** Per second. */
  get rate(): number {
    const { at, total } = this.#marks[0]!;
    return ((this.#total - total) / Math.max(1, performance.now() - at)) * 1000;
  }
}
