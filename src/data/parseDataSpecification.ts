import { describe, filePath, integer, nearest, oneOf, refuseArgument, seed as seedOf, type Refuse } from '../arguments.js';
import type { DataSpecification } from './DataSpecification.js';
import type { MaskSpecification } from './MaskSpecification.js';
import { parseMaskSpecification } from './parseMaskSpecification.js';
import { parseTargetColumns } from './parseTargetColumns.js';
import type { TargetColumns } from './TargetColumns.js';

const MASK_KEYS = {
  none: [],
  bernoulli: ['keep', 'mask-seed'],
  gaussian: ['sigma', 'mask-seed'],
  uniform: ['delta', 'mask-seed'],
} as const;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Takes a data specification apart: `gaussian:N=100,d=25[,seed=1]`, `mnist:DIR,N=200[,seed=1][,d=25]`, or the path of a data file with optional
 * `,targets=2` (a number of last columns) or `,targets=a+b` (their names); each with optional `,mask=gaussian,sigma=0.1`, `,mask=bernoulli,keep=0.5`, `,mask=uniform,delta=0.5` (with optional `,mask-seed=1`) or `,mask=none`.
 * Seeds are 0 if left out.
 *
 * @throws {ArgumentError} naming what does not fit, and for unknown words the nearest known one
 */
export function parseDataSpecification(value: unknown): DataSpecification {
  const text = filePath('data', value);
  const refuse: Refuse = (place, expected, received) => refuseArgument(`${place} in data ${describe(text)}`, expected, received);
  const [, kind, rest] = /^([a-zA-Z][a-zA-Z0-9_]+):(.*)$/s.exec(text) ?? [];
  if (kind === undefined || rest === undefined) return parseFile(text, refuse);
  switch (oneOf('the kind', kind, ['gaussian', 'mnist'], refuse)) {
    case 'gaussian':
      return parseGaussian(rest, refuse);
    case 'mnist':
      return parseMnist(rest, refuse);
  }
}

function parseFile(text: string, refuse: Refuse): DataSpecification {
  const at = text.search(/,(?:mask|targets)=/);
  const entries = new Entries(at < 0 ? [] : text.slice(at + 1).split(','), ['targets'], refuse);
  const path = at < 0 ? text : filePath('the path', text.slice(0, at), refuse);
  return { kind: 'file', path, targets: entries.targets(), masks: entries.masks() };
}

function parseGaussian(rest: string, refuse: Refuse): DataSpecification {
  const entries = new Entries(rest.split(','), ['N', 'd', 'seed'], refuse);
  const samples = entries.count('N') ?? refuse('N', 'the number of samples, N=…', 'nothing');
  const inputs = entries.count('d') ?? refuse('d', 'the number of inputs, d=…', 'nothing');
  return { kind: 'gaussian', samples, inputs, seed: entries.seed(), masks: entries.masks() };
}

function parseMnist(rest: string, refuse: Refuse): DataSpecification {
  // The folder's name may hold commas; the first part with "=" ends it.
  const parts = rest.split(',');
  const at = parts.findIndex((part) => part.includes('='));
  const directory = filePath('the folder', (at < 0 ? parts : parts.slice(0, at)).join(','), refuse);
  const entries = new Entries(at < 0 ? [] : parts.slice(at), ['N', 'd', 'seed'], refuse);
  const samples = entries.count('N') ?? refuse('N', 'the number of samples, N=…', 'nothing');
  return { kind: 'mnist', directory, samples, inputs: entries.count('d'), seed: entries.seed(), masks: entries.masks() };
}

/** `key=value` parts. */
class Entries {
  readonly #values = new Map<string, string>();
  readonly #refuse: Refuse;

  constructor(parts: readonly string[], known: readonly string[], refuse: Refuse) {
    this.#refuse = refuse;
    const keys = [...known, 'mask', 'sigma', 'keep', 'delta', 'mask-seed'];
    for (const part of parts) {
      const [, key, value] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
      if (key === undefined || value === undefined) return refuse('the list', 'key=value, separated by commas', JSON.stringify(part));
      if (!keys.includes(key)) return refuse('the list', `only keys of ${keys.join(', ')}`, `${JSON.stringify(key)}${nearest(key, keys)}`);
      if (this.#values.has(key)) return refuse(key, 'one value', 'two');
      this.#values.set(key, value);
    }
  }

  count(key: string): number | undefined {
    return this.#values.has(key) ? integer(key, this.#number(key), { min: 1, max: 2 ** 31 - 1 }, this.#refuse) : undefined;
  }

  seed(key = 'seed'): number {
    return seedOf(key, this.#number(key) ?? 0, this.#refuse);
  }

  targets(): TargetColumns | undefined {
    const text = this.#values.get('targets');
    if (text === undefined) return undefined;
    return parseTargetColumns(NUMBER.test(text) ? Number(text) : text.split('+'), this.#refuse);
  }

  masks(): MaskSpecification | undefined {
    const mask = this.#values.get('mask');
    const kind = mask === undefined ? undefined : oneOf('mask', mask, ['none', 'bernoulli', 'gaussian', 'uniform'], this.#refuse);
    const allowed: readonly string[] = kind === undefined ? [] : MASK_KEYS[kind];
    for (const key of ['sigma', 'keep', 'delta', 'mask-seed']) {
      if (this.#values.has(key) && !allowed.includes(key)) {
        this.#refuse(key, kind === undefined ? 'mask=… beside it' : `a key of mask=${kind}`, `${key}=${this.#values.get(key)!}`);
      }
    }
    if (kind === undefined) return undefined;
    const given: Record<string, unknown> = { kind };
    for (const key of allowed) if (this.#values.has(key)) given[key === 'mask-seed' ? 'seed' : key] = this.#number(key);
    // Its places are those of an object of options; here they are keys of the text.
    const refuse: Refuse = (place, expected, received) =>
      this.#refuse(place.replace(/^mask\.seed$/, 'mask-seed').replace(/^mask\./, ''), expected, received);
    return parseMaskSpecification('mask', given, refuse);
  }

  #number(key: string): number | undefined {
    const text = this.#values.get(key);
    if (text === undefined) return undefined;
    return NUMBER.test(text) ? Number(text) : this.#refuse(key, 'a number', JSON.stringify(text));
  }
}
