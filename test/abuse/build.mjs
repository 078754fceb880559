/**
 * A recipe says how to make a value that cannot be printed, shrunk or used twice: detached arrays, proxies, getters that throw.
 *
 * @typedef {null | boolean | number | string} Plain
 * @typedef {Plain | { readonly make: string, readonly [detail: string]: unknown }} Recipe
 */

/** @param {string} make @param {Record<string, unknown>} [detail] @returns {Recipe} */
export function recipe(make, detail = {}) {
  return { make, ...detail };
}

/** @param {unknown} entries @returns {(readonly [string, Recipe])[]} */
const pairs = (entries) => /** @type {(readonly [string, Recipe])[]} */ (entries);
/** @param {unknown} items @returns {Recipe[]} */
const list = (items) => /** @type {Recipe[]} */ (items);
/** @param {unknown} value @returns {Recipe} */
const one = (value) => /** @type {Recipe} */ (value);

const boom = () => {
  throw new TypeError('hostile');
};

/** Everything a proxy can do, refused. */
const ALL_TRAPS = /** @type {ProxyHandler<object>} */ (
  Object.fromEntries(
    ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'set', 'defineProperty', 'isExtensible'].map((trap) => [
      trap,
      boom,
    ]),
  )
);

/** What a typed array's memory can be. */
export const BACKINGS = ['plain', 'part', 'shared', 'resizable', 'tracking', 'shrunk', 'shrunkTracking', 'growable', 'detached'];

/** @type {Readonly<Record<string, { readonly BYTES_PER_ELEMENT: number, new (...args: never[]): object }>>} */
const KINDS = { Float64Array, Float32Array, Int32Array, Uint8Array, Uint32Array, BigInt64Array, Uint8ClampedArray };
export const ARRAY_KINDS = Object.keys(KINDS);

/** @param {string} kind @param {readonly number[]} numbers @param {string} backing @returns {object} */
function typedArray(kind, numbers, backing) {
  const Kind = /** @type {any} */ (KINDS[kind]);
  const size = Math.max(8, numbers.length * Kind.BYTES_PER_ELEMENT);
  /** @param {ArrayBufferLike} buffer @param {[number?, number?]} view */
  const over = (buffer, ...view) => {
    const array = new Kind(buffer, ...view);
    numbers.forEach((number, k) => {
      array[k] = kind.startsWith('Big') ? BigInt(Number.isFinite(number) ? Math.trunc(number) : 0) : number;
    });
    return array;
  };
  const Buffer = /** @type {any} */ (ArrayBuffer);
  const Shared = /** @type {any} */ (SharedArrayBuffer);
  switch (backing) {
    case 'part':
      return over(new ArrayBuffer(size + 64), 16, numbers.length);
    case 'shared':
      return over(new SharedArrayBuffer(size), 0, numbers.length);
    case 'resizable':
      return over(new Buffer(size, { maxByteLength: 4 * size }), 0, numbers.length);
    case 'tracking':
      return over(new Buffer(numbers.length * Kind.BYTES_PER_ELEMENT, { maxByteLength: 4 * size }));
    case 'shrunk':
    case 'shrunkTracking': {
      const buffer = new Buffer(size, { maxByteLength: 1 << 20 });
      const array = backing === 'shrunk' ? over(buffer, 0, numbers.length) : over(buffer, 8);
      buffer.resize(0);
      return array;
    }
    case 'growable': {
      const buffer = new Shared(size, { maxByteLength: 4 * size });
      const array = over(buffer);
      buffer.grow(2 * size);
      return array;
    }
    case 'detached': {
      const array = over(new ArrayBuffer(size), 0, numbers.length);
      structuredClone(array.buffer, { transfer: [array.buffer] });
      return array;
    }
    default:
      return over(new ArrayBuffer(size), 0, numbers.length);
  }
}

/** @typedef {{ readonly fixtures: Readonly<Record<string, unknown>> }} Kitchen */

/** @type {Readonly<Record<string, (detail: Readonly<Record<string, unknown>>, kitchen: Kitchen) => unknown>>} */
const MAKERS = {
  undefined: () => undefined,
  number: ({ text }) => Number(text),
  bigint: ({ text }) => BigInt(String(text)),
  symbol: () => Symbol('hostile'),
  function: () => () => 1,
  class: () => Map,
  date: () => new Date(0),
  invalidDate: () => new Date(NaN),
  map: () => new Map([['samples', 1]]),
  promise: () => Promise.resolve(1),
  regexp: () => /x/,
  error: () => new Error('an error as an argument'),
  boxed: () => Object(3),
  arguments: () =>
    (function () {
      return arguments;
    })(),
  longText: ({ length }) => 'x'.repeat(Number(length)),
  buffer: () => new ArrayBuffer(16),
  sharedBuffer: () => new SharedArrayBuffer(16),
  dataView: () => new DataView(new ArrayBuffer(16)),
  nodeBuffer: () => Buffer.from('abcd'),
  object: ({ entries }, kitchen) => Object.fromEntries(pairs(entries).map(([key, value]) => [key, build(value, kitchen)])),
  array: ({ items }, kitchen) => list(items).map((item) => build(item, kitchen)),
  typed: ({ kind, numbers, backing }) => typedArray(String(kind), /** @type {number[]} */ (numbers), String(backing)),
  fixture: ({ name }, { fixtures }) => fixtures[String(name)],
  nullPrototype: ({ of }, kitchen) => like(null, build(one(of), kitchen)),
  inherited: ({ of }, kitchen) => Object.create(Object(build(one(of), kitchen))),
  frozen: ({ of }, kitchen) => freezable(build(one(of), kitchen), Object.freeze),
  sealed: ({ of }, kitchen) => freezable(build(one(of), kitchen), Object.seal),
  withKey: ({ of, key, value }, kitchen) => defined(build(one(of), kitchen), keyOf(key), { value: build(one(value), kitchen) }),
  withThrowingGetter: ({ of, key }, kitchen) => defined(build(one(of), kitchen), keyOf(key), { get: boom }),
  withChangingGetter: ({ of, key, answers }, kitchen) => {
    const values = list(answers).map((answer) => build(answer, kitchen));
    let reads = 0;
    return defined(build(one(of), kitchen), keyOf(key), { get: () => values[Math.min(reads++, values.length - 1)] });
  },
  /** A getter on which another property's memory goes away. */
  withTransferringGetter: ({ of, key, victim }, kitchen) => {
    const target = build(one(of), kitchen);
    const kept = Object(target)[keyOf(key)];
    return defined(target, keyOf(key), {
      get: () => {
        const { buffer } = Object(Object(target)[keyOf(victim)]);
        if (buffer instanceof ArrayBuffer) structuredClone(buffer, { transfer: [buffer] });
        return kept;
      },
    });
  },
  throwingText: () => ({ toString: boom, valueOf: boom, toJSON: boom, [Symbol.toPrimitive]: boom }),
  numberLike: ({ text }) => ({ valueOf: () => Number(text), toString: () => String(text) }),
  cyclicArray: () => {
    /** @type {unknown[]} */
    const array = [1];
    array.push(array);
    return array;
  },
  cyclicObject: () => {
    /** @type {Record<string, unknown>} */
    const object = {};
    object['layers'] = object['inputs'] = object;
    return object;
  },
  sparse: ({ length }) => new Array(Number(length)),
  sparseOf: ({ of }, kitchen) => {
    const array = build(one(of), kitchen);
    if (Array.isArray(array) && Object.isExtensible(array)) Reflect.deleteProperty(array, Math.floor(array.length / 2));
    return array;
  },
  withIterator: ({ of, length }, kitchen) =>
    defined(build(one(of), kitchen), Symbol.iterator, {
      value: function* () {
        for (let k = 0; k < Number(length); k++) yield k;
      },
    }),
  proxy: ({ of }, kitchen) => new Proxy(Object(build(one(of), kitchen)), {}),
  hostileProxy: () => new Proxy({}, ALL_TRAPS),
  hostileArrayProxy: () => new Proxy([], ALL_TRAPS),
  revoked: () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  /** An array whose length is another one at every look. */
  restlessArray: ({ of, lengths }, kitchen) => {
    let looks = 0;
    const answers = /** @type {number[]} */ (lengths);
    return new Proxy([build(one(of), kitchen)], {
      get: (target, key) => (key === 'length' ? answers[looks++ % answers.length] : target[0]),
    });
  },
  throwsProxy: () => ({
    get samples() {
      throw new Proxy({}, ALL_TRAPS);
    },
    get inputs() {
      throw new Proxy({}, ALL_TRAPS);
    },
    get layers() {
      throw new Proxy({}, ALL_TRAPS);
    },
  }),
  abortedSignal: () => AbortSignal.abort('harness'),
  signalLike: ({ entries }, kitchen) => build(recipe('object', { entries }), kitchen),
  forged: ({ of, name }, { fixtures }) => {
    const prototype = Object.getPrototypeOf(fixtures[String(name)]);
    return like(prototype, build(one(of), { fixtures }));
  },
};

/** The same properties on another prototype. @param {object | null} prototype @param {unknown} value */
function like(prototype, value) {
  return Object.create(prototype, Object.getOwnPropertyDescriptors(Object(value)));
}

/** @param {unknown} key */
function keyOf(key) {
  return String(key);
}

/** @param {unknown} target @param {string | symbol} key @param {PropertyDescriptor} descriptor */
function defined(target, key, descriptor) {
  const object = Object(target);
  try {
    Object.defineProperty(object, key, { configurable: true, enumerable: true, ...descriptor });
  } catch {
    // A frozen object stays as it is.
  }
  return object;
}

/** @param {unknown} value @param {(value: object) => object} freeze */
function freezable(value, freeze) {
  try {
    return freeze(Object(value));
  } catch {
    return value;
  }
}

/**
 * Makes the value of a recipe, anew at every call.
 *
 * @param {Recipe} what
 * @param {Kitchen} kitchen
 * @returns {unknown}
 */
export function build(what, kitchen) {
  if (typeof what !== 'object' || what === null) return what;
  const maker = MAKERS[what.make];
  if (maker === undefined) throw new Error(`no recipe is called ${what.make}`);
  if (!('of' in what)) return maker(what, kitchen);
  try {
    return maker(what, kitchen);
  } catch {
    // What cannot be wrapped (a hostile proxy) goes as it is.
    return build(one(what['of']), kitchen);
  }
}

/**
 * The recipe of a plain value: what a caller who means well would pass.
 *
 * @param {unknown} value
 * @returns {Recipe}
 */
export function recipeOf(value) {
  if (value === undefined) return recipe('undefined');
  if (typeof value === 'number' && !Number.isFinite(value)) return recipe('number', { text: String(value) });
  if (ArrayBuffer.isView(value)) {
    const array = /** @type {Float64Array} */ (value);
    const backing = array.buffer instanceof SharedArrayBuffer ? 'shared' : 'plain';
    return recipe('typed', { kind: array.constructor.name, numbers: Array.from(array), backing });
  }
  if (Array.isArray(value)) return recipe('array', { items: value.map(recipeOf) });
  if (typeof value !== 'object' || value === null) return /** @type {Plain} */ (value);
  if ('make' in value) return /** @type {Recipe} */ (value);
  return recipe('object', { entries: Object.entries(value).map(([key, entry]) => [key, recipeOf(entry)]) });
}
