import fc from 'fast-check';
import { ARRAY_KINDS, BACKINGS, recipe } from './build.mjs';

/** @typedef {import('./build.mjs').Recipe} Recipe */

/** Names that options of this package have, and names that mean something to the language. */
export const KEYS = [
  ...['samples', 'inputs', 'targets', 'masks', 'hidden', 'outputs', 'slope', 'bias', 'seed', 'layers', 'slopes', 'weights', 'format'],
  ...['data', 'rows', 'columns', 'kind', 'keep', 'sigma', 'delta', 'signal', 'onProgress', 'optimizer', 'epochs', 'validation', 'stop'],
  ...['loss', 'gradient', 'seconds', 'learningRate', 'resume', 'numbers', 'epoch', 'min', 'max', 'exclusive', 'hiddenLayers', 'length'],
  ...['__proto__', 'constructor', 'toString', 'valueOf', 'toJSON', 'then', 'prototype', 'hasOwnProperty', 'name', 'aborted', 'reason'],
];

// Large ones are either affordable together or refused: a large data set that was asked for takes its time.
const NUMBERS = [
  ...['NaN', 'Infinity', '-Infinity', '-0', '0', '1', '-1', '2', '3', '0.5', '-0.5', '1.5', '5e-324', '1e-308', '1e-200', '1e154', '1e155'],
  ...['1e200', '1.7976931348623157e308', '-1.7976931348623157e308', '2147483646', '2147483647', '2147483648', '4294967295', '4294967296'],
  ...['9007199254740991', '9007199254740992', '1e15', '1e20', '300', '1e5'],
];
const TEXTS = [
  ...['', 'x', '0', 'NaN', 'none', 'adam', 'gaussian:N=3,d=2', 'gaussian:N=1e400,d=2', 'gaussian:N=2,d=2,mask=gaussian,sigma=1e308'],
  ...['gaussian:N=3,d=2,mask=bernoulli,keep=5e-324', 'mnist:.,N=2', 'mnist:', ':', 'gaussian:', 'nothing.json', 'model.json', 'data.json'],
  ...[
    'folder.json',
    '.',
    '..',
    '.json',
    'a\0b.json',
    '\ud800.json',
    '%s',
    '__proto__',
    'kinkless-model/1',
    'levenberg-marquardt',
    'float32',
  ],
];

/** @type {fc.Arbitrary<Recipe>} */
const simple = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NUMBERS).map((text) => recipe('number', { text })) },
  { weight: 1, arbitrary: fc.double().map((number) => recipe('number', { text: String(number) })) },
  { weight: 1, arbitrary: fc.integer({ min: -5, max: 100 }) },
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string().filter((text) => !text.includes('/')) },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, recipe('undefined')) },
  { weight: 1, arbitrary: fc.constantFrom('1', '-1', '9007199254740993').map((text) => recipe('bigint', { text })) },
);

/** @type {fc.Arbitrary<Recipe>} */
const typed = fc
  .record({
    kind: fc.oneof({ weight: 3, arbitrary: fc.constant('Float64Array') }, { weight: 2, arbitrary: fc.constantFrom(...ARRAY_KINDS) }),
    numbers: fc.array(fc.constantFrom(0, 1, -1, 0.5, NaN, Infinity, 1e200, 5e-324, 2147483647), { maxLength: 12 }),
    backing: fc.constantFrom(...BACKINGS),
  })
  .map((detail) => recipe('typed', detail));

/** @type {fc.Arbitrary<Recipe>} */
const strange = fc.oneof(
  fc
    .constantFrom(
      ...['symbol', 'function', 'class', 'date', 'invalidDate', 'map', 'promise', 'regexp', 'error', 'boxed', 'arguments', 'buffer'],
      ...['sharedBuffer', 'dataView', 'nodeBuffer', 'throwingText', 'cyclicArray', 'cyclicObject', 'hostileProxy', 'hostileArrayProxy'],
      ...['revoked', 'throwsProxy', 'abortedSignal'],
    )
    .map((make) => recipe(make)),
  fc.constantFrom(1000, 100_000).map((length) => recipe('longText', { length })),
  fc.constantFrom(0, 1, 3, 1e6, 2 ** 32 - 1).map((length) => recipe('sparse', { length })),
  fc.constantFrom('3', 'NaN', '1e309').map((text) => recipe('numberLike', { text })),
  fc
    .record({
      of: fc.constantFrom(
        1,
        null,
        recipe('array', { items: [1, 2] }),
        recipe('typed', { kind: 'Float64Array', numbers: [1], backing: 'plain' }),
      ),
      lengths: fc.array(fc.constantFrom(0, 1, 2, 3, 5, -1, NaN, 1.5, 2 ** 40), { minLength: 1, maxLength: 4 }),
    })
    .map((detail) => recipe('restlessArray', detail)),
  fc
    .array(
      fc.tuple(
        fc.constantFrom('aborted', 'throwIfAborted', 'addEventListener', 'removeEventListener', 'reason'),
        fc.constantFrom(true, false, recipe('function'), recipe('hostileProxy'), recipe('undefined'), 'x'),
      ),
      { maxLength: 5 },
    )
    .map((entries) => recipe('signalLike', { entries })),
);

const { value } = fc.letrec((/** @type {(key: string) => fc.Arbitrary<unknown>} */ tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 5, arbitrary: simple },
    { weight: 3, arbitrary: typed },
    { weight: 3, arbitrary: strange },
    {
      weight: 1,
      arbitrary: fc.array(/** @type {fc.Arbitrary<Recipe>} */ (tie('value')), { maxLength: 4 }).map((items) => recipe('array', { items })),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.tuple(fc.constantFrom(...KEYS), /** @type {fc.Arbitrary<Recipe>} */ (tie('value'))), { maxLength: 4 })
        .map((entries) => recipe('object', { entries })),
    },
  ),
}));

/** Recipes of values that no caller who means well would pass. */
export const hostile = /** @type {fc.Arbitrary<Recipe>} */ (value);
