import { expect, test } from '@jest/globals';
import { readStamp } from '../../scripts/setup/readStamp.mjs';

test('a stamp is read as it was written', () => {
  expect(readStamp('{"install":"a","native":"b"}')).toEqual({ install: 'a', native: 'b' });
});

test.each([undefined, '', '{"install":', 'null', '7', '"text"'])('%p is no stamp: everything will be done', (text) => {
  expect(readStamp(text)).toEqual({});
});
