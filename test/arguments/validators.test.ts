import { describe as group, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boolean, describe, filePath, finite, integer, matrix, numbers, oneOf, options, seed } from '../../src/arguments.js';
import { ArgumentError } from '../../src/errors.js';

const throwing = Object.defineProperty({}, 'data', {
  enumerable: true,
  get: () => {
    throw new TypeError('no');
  },
});
const revoked = (() => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
})();
const hostileRow = new Proxy([1, 2], {
  get: (target, key) => {
    if (key === '1') throw new RangeError('no');
    return Reflect.get(target, key) as unknown;
  },
});
const detached = (() => {
  const data = new Float64Array(4);
  structuredClone(data.buffer, { transfer: [data.buffer] });
  return data;
})();
const shrunk = (() => {
  const buffer = Reflect.construct(ArrayBuffer, [32, { maxByteLength: 64 }]) as ArrayBuffer;
  const data = new Float64Array(buffer, 0, 4);
  (buffer as unknown as { resize(bytes: number): void }).resize(8);
  return data;
})();

group('every validator accepts what it should, unchanged', () => {
  test.each([
    [integer('n', 3, { min: 3, max: 3 }), 3],
    [finite('x', 0.5, { min: 0, max: 1, exclusive: true }), 0.5],
    [finite('x', 1, { min: 0, max: 1, exclusive: 'min' }), 1],
    [seed('seed', Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER],
    [oneOf('kind', 'adam', ['adam', 'sgd']), 'adam'],
    [boolean('bias', false), false],
    [filePath('path', 'a b.json'), 'a b.json'],
  ])('%p', (got, expected) => {
    expect(got).toBe(expected);
  });

  test('zero loses its sign as an integer', () => {
    expect(Object.is(integer('n', -0), 0)).toBe(true);
  });
});

group('every validator names the argument, what was expected and what came', () => {
  const cases: readonly [() => unknown, string][] = [
    [() => integer('n', 2.5, { min: 1 }), 'Expected an integer of at least 1 for n but received 2.5'],
    [() => integer('n', 9, { min: 1, max: 8 }), 'Expected an integer from 1 to 8 for n but received 9'],
    [() => integer('n', '3'), 'Expected an integer for n but received "3"'],
    [() => integer('n', 3n), 'Expected an integer for n but received the bigint 3'],
    [() => integer('n', NaN), 'Expected an integer for n but received NaN'],
    [() => finite('x', Infinity), 'Expected a finite number for x but received Infinity'],
    [
      () => finite('x', 0, { min: 0, max: 1, exclusive: 'min' }),
      'Expected a finite number greater than 0 and of at most 1 for x but received 0',
    ],
    [() => seed('seed', -1), 'Expected an integer from 0 to 9007199254740991 for seed but received -1'],
    [() => seed('seed', 2 ** 53), 'Expected an integer from 0 to 9007199254740991 for seed but received 9007199254740992'],
    [() => oneOf('kind', 'adm', ['adam', 'sgd']), 'Expected one of "adam", "sgd" for kind but received "adm" (the nearest is "adam")'],
    [() => oneOf('kind', undefined, ['adam']), 'Expected one of "adam" for kind but received nothing'],
    [() => boolean('bias', 1), 'Expected true or false for bias but received 1'],
    [() => filePath('path', 'a\0b'), 'Expected the path of a file for path but received "a\\u0000b"'],
    [
      () => options('options', { sede: 1 }, ['seed', 'slope']),
      'Expected only keys of seed, slope for options but received "sede" (the nearest is "seed")',
    ],
    [() => options('options', [], ['seed']), 'Expected an object for options but received an array of length 0'],
    [() => options('options', null, ['seed']), 'Expected an object for options but received null'],
    [
      () => options('options', JSON.parse('{"__proto__": 1}'), ['seed']),
      'Expected only keys of seed for options but received "__proto__" (the nearest is "seed")',
    ],
    [() => options('options', throwing, ['data']), 'Expected a readable object for options but received a value that cannot be read'],
    [() => numbers('slopes', Object.assign(new Array(3), { 0: 1, 2: 3 })), 'Expected a finite number for slopes[1] but received nothing'],
    [() => numbers('slopes', ['1']), 'Expected a finite number for slopes[0] but received "1"'],
    [() => numbers('slopes', [1], 2), 'Expected a list of 2 numbers for slopes but received a list of length 1'],
    [() => numbers('slopes', new Int8Array(2)), 'Expected a list of numbers for slopes but received a Int8Array of length 2'],
    [() => matrix('X', [[1, 2], [3]]), 'Expected a list of 2 numbers for X[1] but received a list of length 1'],
    [() => matrix('X', Object.assign(new Array(3), { 0: [1, 2], 2: [3, 4] })), 'Expected a row of numbers for X[1] but received nothing'],
    [() => matrix('X', [[1], [2], [3], [NaN]]), 'Expected a finite number for X[3][0] but received NaN'],
    [() => matrix('X', [[1, 2], hostileRow]), 'Expected a list of 2 numbers for X[1] but received a value that cannot be read'],
    [() => matrix('X', [[]]), 'Expected a row of at least one number for X[0] but received an empty list'],
    [() => matrix('X', new Array(2 ** 32 - 1)), 'Expected a row of numbers for X[0] but received nothing'],
    [
      () => matrix('X', { data: new Float64Array([1, 2, Infinity, 4]), rows: 2, columns: 2 }),
      'Expected a finite number for X[1][0] but received Infinity',
    ],
    [() => matrix('X', { data: new Float64Array(3), rows: 2, columns: 2 }), 'Expected 2 × 2 numbers for X.data but received 3 numbers'],
    [
      () => matrix('X', { data: detached, rows: 2, columns: 2 }),
      'Expected numbers for X.data but received an array whose buffer was transferred or shrunk',
    ],
    [
      () => matrix('X', { data: new Uint8Array(4), rows: 2, columns: 2 }),
      'Expected a Float64Array or a Float32Array for X.data but received a Uint8Array of length 4',
    ],
    [() => matrix('X', { data: new Float64Array(1), rows: 0, columns: 2 }), 'Expected an integer of at least 1 for X.rows but received 0'],
    [() => matrix('X', { data: new Float64Array(1), rows: 2 ** 53 - 1, columns: 2 ** 53 - 1 }), 'for X.data but received 1 numbers'],
  ];
  test.each(cases)('%#', (call, message) => {
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(message);
  });

  test.each([
    throwing,
    revoked,
    shrunk,
    { data: shrunk, rows: 2, columns: 2 },
    Symbol('s'),
    () => 1,
    new Date(NaN),
    Object.create(null),
    new Map(),
  ])('hostile value %#', (value) => {
    expect(() => matrix('X', value)).toThrow(ArgumentError);
    expect(() => numbers('X', value, 4)).toThrow(ArgumentError);
    expect(() => integer('X', value)).toThrow(ArgumentError);
    expect(() => oneOf('X', value, ['a'])).toThrow(ArgumentError);
    expect(typeof describe(value)).toBe('string');
  });
});

test('no value whatever makes a validator throw anything but an ArgumentError', () => {
  const attempt = (call: () => unknown) => {
    try {
      call();
    } catch (error) {
      expect(error).toBeInstanceOf(ArgumentError);
    }
  };
  fc.assert(
    fc.property(fc.anything({ withTypedArray: true, withSparseArray: true, withNullPrototype: true, withBigInt: true }), (value) => {
      attempt(() => matrix('X', value));
      attempt(() => numbers('X', value));
      attempt(() => options('X', value, ['data', 'rows']));
      attempt(() => integer('X', value));
      expect(describe(value).length).toBeLessThan(200);
    }),
  );
});

test('a matrix is copied, from rows, from typed rows and from float32 alike', () => {
  const expected = { data: Float64Array.of(1, 2, 3, 4), rows: 2, columns: 2 };
  const given = Float64Array.of(1, 2, 3, 4);
  const copy = matrix('X', { data: given, rows: 2, columns: 2 });
  given[0] = 9;
  expect(copy).toEqual(expected);
  expect(Object.isFrozen(copy)).toBe(true);
  expect(matrix('X', [[1, 2], Float32Array.of(3, 4)])).toEqual(expected);
  expect(matrix('X', { data: Float32Array.of(1, 2, 3, 4), rows: 2, columns: 2 })).toEqual(expected);
  expect(matrix('X', { data: new Float64Array(new SharedArrayBuffer(32)), rows: 2, columns: 2 }).data.buffer).not.toBeInstanceOf(
    SharedArrayBuffer,
  );
});

test('the length a typed array really has counts, not the one it claims', () => {
  const data = Object.defineProperty(new Float64Array(2), 'length', { value: 4 });
  expect(() => matrix('X', { data, rows: 2, columns: 2 })).toThrow('received 2 numbers');
});
