import { expect, test } from '@jest/globals';
import { chooseNodedir } from '../../scripts/setup/chooseNodedir.mjs';

const files = ['node_api.h', 'common.gypi', 'config.gypi'].map((file) => `/opt/node/include/node/${file}`);
const place = { execPath: '/opt/node/bin/node', root: '/home/user/kinkless' };

test("Node's own headers are taken where they lie beside it", () => {
  expect(chooseNodedir({ ...place, exists: (file) => files.includes(file) })).toEqual({ path: '/opt/node', synthetic: false });
});

test.each(files)('without %s the headers are incomplete, and a synthetic folder of the project stands in', (missing) => {
  const exists = (file: string) => file !== missing && files.includes(file);
  expect(chooseNodedir({ ...place, exists })).toEqual({ path: '/home/user/kinkless/.deps/node-headers', synthetic: true });
});
