import type { LineKinks } from './lineKinks.js';

/** A curve of the plane on which one pre-activation is zero. */
export interface KinkCurve {
  /** From 1. */
  readonly layer: number;
  /** From 0. */
  readonly unit: number;
  readonly sample: number;
  /** Its distance from the network, in the plane's coordinates, as far as the grid's lines show it. */
  readonly distance: number;
  /** Its parts: the coordinates s_1, t_1, s_2, t_2, … of the points that each is drawn through. */
  readonly paths: readonly Float64Array[];
}

interface Crossing {
  readonly s: number;
  readonly t: number;
}

interface Triple {
  readonly layer: number;
  readonly unit: number;
  readonly sample: number;
  distance: number;
  /** Crossings of the sides of a cell of the grid, by the cell's number. */
  readonly cells: Map<number, Crossing[]>;
}

/** A point of a path is left out where the path without it stays this close, in widths of a cell. */
const STRAIGHT = 1e-3;

/** Puts the curves of kinks together from the points at which they cross the lines of a square grid. */
export class KinkCurves {
  readonly #grid: Float64Array;
  readonly #triples = new Map<string, Triple>();

  constructor(grid: Float64Array) {
    this.#grid = grid;
  }

  /** How many pre-activations have a curve. */
  get count(): number {
    return this.#triples.size;
  }

  /** Kinks along the line t = grid[row], where s varies. */
  addRow(row: number, kinks: LineKinks): void {
    const t = this.#grid[row]!;
    this.#add(
      kinks,
      (s) => ({ s, t }),
      (column) => [this.#cell(column, row - 1), this.#cell(column, row)],
    );
  }

  /** Kinks along the line s = grid[column], where t varies. */
  addColumn(column: number, kinks: LineKinks): void {
    const s = this.#grid[column]!;
    this.#add(
      kinks,
      (t) => ({ s, t }),
      (row) => [this.#cell(column - 1, row), this.#cell(column, row)],
    );
  }

  /** The curves nearest to the middle, `most` of them at most. */
  nearest(most: number): readonly KinkCurve[] {
    const order = [...this.#triples.values()].sort(
      (a, b) => a.distance - b.distance || a.layer - b.layer || a.unit - b.unit || a.sample - b.sample,
    );
    return order
      .slice(0, most)
      .map(({ layer, unit, sample, distance, cells }) => Object.freeze({ layer, unit, sample, distance, paths: this.#paths(cells) }));
  }

  #add(kinks: LineKinks, crossingAt: (at: number) => Crossing, cellsOf: (interval: number) => readonly (number | undefined)[]): void {
    const last = this.#grid.length - 1;
    const step = (this.#grid[last]! - this.#grid[0]!) / last;
    for (const [k, at] of kinks.at.entries()) {
      const crossing = crossingAt(at);
      const triple = this.#triple(kinks.layer[k]!, kinks.unit[k]!, kinks.sample[k]!);
      triple.distance = Math.min(triple.distance, Math.hypot(crossing.s, crossing.t));
      const interval = Math.max(0, Math.min(last - 1, Math.floor((at - this.#grid[0]!) / step)));
      for (const cell of cellsOf(interval)) {
        if (cell === undefined) continue;
        const crossings = triple.cells.get(cell);
        if (crossings === undefined) triple.cells.set(cell, [crossing]);
        else crossings.push(crossing);
      }
    }
  }

  #triple(layer: number, unit: number, sample: number): Triple {
    const key = `${String(layer)} ${String(unit)} ${String(sample)}`;
    const known = this.#triples.get(key);
    if (known !== undefined) return known;
    const triple: Triple = { layer, unit, sample, distance: Infinity, cells: new Map() };
    this.#triples.set(key, triple);
    return triple;
  }

  #cell(column: number, row: number): number | undefined {
    const cells = this.#grid.length - 1;
    return column < 0 || row < 0 || column >= cells || row >= cells ? undefined : row * cells + column;
  }

  /** Joins the pieces through all cells at the crossings that two of them share. */
  #paths(cells: ReadonlyMap<number, readonly Crossing[]>): Float64Array[] {
    const neighbours = new Map<Crossing, Crossing[]>();
    const join = (from: Crossing, to: Crossing) => neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    for (const crossings of cells.values()) {
      for (const [a, b] of pieces(crossings)) {
        join(a, b);
        join(b, a);
      }
    }
    const seen = new Set<Crossing>();
    const paths: Float64Array[] = [];
    const walk = (start: Crossing) => {
      const path: Crossing[] = [];
      for (let at: Crossing | undefined = start; at !== undefined; at = neighbours.get(at)?.find((next) => !seen.has(next))) {
        seen.add(at);
        path.push(at);
      }
      // A closed curve ends where it began.
      if (path.length > 2 && neighbours.get(path.at(-1)!)!.includes(start)) path.push(start);
      if (path.length > 1) paths.push(this.#straightened(path));
    };
    for (const [crossing, beside] of neighbours) if (beside.length === 1 && !seen.has(crossing)) walk(crossing);
    for (const crossing of neighbours.keys()) if (!seen.has(crossing)) walk(crossing);
    return paths;
  }

  /** Without the points that a straight line passes anyway (Ramer, Douglas and Peucker). */
  #straightened(path: readonly Crossing[]): Float64Array {
    const tolerance = STRAIGHT * (this.#grid[1]! - this.#grid[0]!);
    const kept = new Set([0, path.length - 1]);
    const open: [number, number][] = [[0, path.length - 1]];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      const [first, last] = part;
      let farthest = first;
      let distance = tolerance;
      for (let k = first + 1; k < last; k++) {
        const away = distanceToLine(path[k]!, path[first]!, path[last]!);
        if (away > distance) [farthest, distance] = [k, away];
      }
      if (farthest === first) continue;
      kept.add(farthest);
      open.push([first, farthest], [farthest, last]);
    }
    return Float64Array.from(path.filter((_, k) => kept.has(k)).flatMap(({ s, t }) => [s, t]));
  }
}

/** Which crossings of one cell's sides belong together: in the order of their direction from the middle, two at a time. */
function pieces(crossings: readonly Crossing[]): [Crossing, Crossing][] {
  const middle = { s: mean(crossings.map(({ s }) => s)), t: mean(crossings.map(({ t }) => t)) };
  const angle = ({ s, t }: Crossing) => Math.atan2(t - middle.t, s - middle.s);
  const around = [...crossings].sort((a, b) => angle(a) - angle(b));
  return Array.from({ length: Math.floor(around.length / 2) }, (_, k) => [around[2 * k]!, around[2 * k + 1]!]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function distanceToLine(point: Crossing, from: Crossing, to: Crossing): number {
  const [s, t] = [to.s - from.s, to.t - from.t];
  const length = Math.hypot(s, t);
  if (length === 0) return Math.hypot(point.s - from.s, point.t - from.t);
  return Math.abs(s * (point.t - from.t) - t * (point.s - from.s)) / length;
}
