import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Dataset } from '../../src/data/Dataset.js';
import type { TargetColumns } from '../../src/data/TargetColumns.js';
import { ArgumentError, FileError } from '../../src/errors.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const file = path.join(temporaryFolder(), 'data.csv');

function read(text: string | Uint8Array, targets?: TargetColumns): Promise<Dataset> {
  writeFileSync(file, text);
  return Dataset.read(file, { targets });
}

test('every number comes back exactly', async () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(number, number, number), { minLength: 1, maxLength: 5 }), async (rows) => {
      const text = rows.map((row) => row.map((entry) => (Object.is(entry, -0) ? '-0' : String(entry))).join(',')).join('\n');
      const { inputs, targets } = await read(text);
      expect(Array.from(inputs.data)).toEqual(rows.flatMap(([a, b]) => [a, b]));
      expect(Array.from(targets.data)).toEqual(rows.map(([, , y]) => y));
    }),
    { numRuns: 50 },
  );
});

test.each<[string, TargetColumns | undefined, number[], number[]]>([
  ['1,2,3\n4,5,6\n', undefined, [1, 2, 4, 5], [3, 6]],
  ['1,2,3\n4,5,6\n', 2, [1, 4], [2, 3, 5, 6]],
  ['a,b,c\n1,2,3\n4,5,6', undefined, [1, 2, 4, 5], [3, 6]],
  ['a,b,c\n1,2,3\n4,5,6', ['c', 'a'], [2, 5], [3, 1, 6, 4]],
  ['0,1,2\n1,2,3\n', ['1'], [1, 3], [2]],
  ['\ufeff"a, b" ,"c ""d"""\r\n\r\n 1 , "2" \r\n', ['c "d"'], [1], [2]],
])('%#: columns and targets', async (text, columns, inputs, targets) => {
  const data = await read(text, columns);
  expect([Array.from(data.inputs.data), Array.from(data.targets.data)]).toEqual([inputs, targets]);
});

test.each<[string | Uint8Array, TargetColumns | undefined, string]>([
  ['', undefined, 'the end of the file: expected lines of numbers but found none'],
  ['a,b\n', undefined, 'the end of the file: expected lines of numbers but found none'],
  ['1,2\n3', undefined, 'line 2: expected 2 fields, as in the first line but found 1'],
  ['1,2\n\n3,x', undefined, 'line 3, field 2: expected a finite number but found "x"'],
  ['1,2\n3,', undefined, 'line 2, field 2: expected a finite number but found ""'],
  ['1,2\n3,1e999', undefined, 'line 2, field 2: expected a finite number but found "1e999"'],
  ['1,2\n3,nan', undefined, 'line 2, field 2: expected a finite number but found "nan"'],
  ['1,x\n3,4', undefined, 'line 1: expected only numbers, or only names of columns but found numbers and "x"'],
  ['1\n2', undefined, 'the columns: expected more than the 1 of the targets but found 1'],
  ['1,2\n3,4', 3, 'the columns: expected more than the 3 of the targets but found 2'],
  ['abc,yy\n3,4', ['y'], 'the columns: expected one called "y" but found none (the nearest is "yy")'],
  ['y,y\n3,4', ['y'], 'the columns: expected one called "y" but found several'],
  ['1,2\n"3,4', undefined, 'expected fields separated by commas, quoted as in RFC 4180 but found a quote that is not closed'],
  ['1,2\n"3"4,5', undefined, 'but found text behind a closing quote'],
  ['1,2\n3"4,5', undefined, 'but found a quote within a field'],
  [Buffer.from([0x31, 0x2c, 0xff]), undefined, 'encoding: expected UTF-8 text but found other bytes'],
])('%# is refused', async (text, targets, message) => {
  await expect(read(text, targets)).rejects.toThrow(FileError);
  await expect(read(text, targets)).rejects.toThrow(
    `${file}: ${message.startsWith('but') || message.startsWith('expected') ? 'line ' : message}`,
  );
  await expect(read(text, targets)).rejects.toThrow(message);
});

test.each<[unknown, string]>([
  [0, 'Expected an integer from 1 to 2147483647 for targets but received 0'],
  [[], 'Expected a list of names of columns, or the number of last columns for targets'],
  ['y', 'Expected a list of names of columns, or the number of last columns for targets but received "y"'],
  [['y', 'y'], 'Expected different names for targets but received "y" twice'],
  [['y', 1], 'Expected the name of a column for targets[1] but received 1'],
])('targets %j are no targets', async (targets, message) => {
  await expect(Dataset.read(file, { targets: targets as never })).rejects.toThrow(ArgumentError);
  await expect(Dataset.read(file, { targets: targets as never })).rejects.toThrow(message);
});

test('files that say what their targets are take no option', async () => {
  const other = path.join('test', 'fixtures', 'data.npz');
  await expect(Dataset.read(other, { targets: 1 })).rejects.toThrow(ArgumentError);
  await expect(Dataset.read(other, { targets: 1 })).rejects.toThrow('Expected none besides those in "test/fixtures/data.npz" for targets');
});
