import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FileError } from '../../src/errors.js';
import { findJsonProblem } from '../../src/files/findJsonProblem.js';
import { parseJson } from '../../src/files/parseJson.js';

test.each([
  ['', 'line 1, column 1: expected a value but found the end of the file'],
  ['{"a": 1,\n "b": 2', 'line 2, column 8: expected "," or "}" but found the end of the file'],
  ['[1, 2\n 3]', 'line 2, column 2: expected "," or "]" but found "3]"'],
  ['[1,]', 'line 1, column 4: expected a value but found "]"'],
  ['{a: 1}', 'line 1, column 2: expected a key in double quotes or "}" but found "a: 1}"'],
  ['{"a" 1}', 'line 1, column 6: expected ":" but found "1}"'],
  ['[01]', 'line 1, column 2: expected a number but found "01]"'],
  ['[NaN]', 'line 1, column 2: expected a value but found "NaN]"'],
  ['[-Infinity]', 'line 1, column 2: expected a number but found "-Infinity]"'],
  ['["a\nb"]', 'line 1, column 4: expected a string without control characters'],
  ['["\\x"]', 'line 1, column 4: expected an escape sequence but found "x\\"]"'],
  ['["\\u12G4"]', 'line 1, column 5: expected four hexadecimal digits'],
  ['["a', 'line 1, column 4: expected the end of a string but found the end of the file'],
  ['{"a": 1, "\\u0061": 2}', 'line 1, column 10: expected the key "a" only once'],
  ['[] []', 'line 1, column 4: expected the end of the file but found "[]"'],
  ['['.repeat(1_000_000), 'line 1, column 65: expected at most 64 levels'],
])('%#', (text, message) => {
  expect(() => parseJson('f.json', text)).toThrow(FileError);
  expect(() => parseJson('f.json', text)).toThrow(`f.json: ${message}`);
});

test('finds a problem exactly where JSON.parse does', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    ' ',
    '\n',
    '1',
    '-',
    '0',
    '.5',
    'e+3',
    'true',
    'null',
    '"\\n"',
    '"\\',
    '"',
    '\u00a0',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
      const text = parts.join('');
      const problem = findJsonProblem(text);
      // JSON.parse accepts a repeated key.
      if (problem?.expected.includes('only once')) expect(isJson(text)).toBe(true);
      else expect(problem === undefined).toBe(isJson(text));
    }),
    { numRuns: 20_000 },
  );
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(findJsonProblem(text)).toBeUndefined();
    }),
  );
});
