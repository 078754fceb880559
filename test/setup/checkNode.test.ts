import { expect, test } from '@jest/globals';
import { checkNode } from '../../scripts/setup/checkNode.mjs';

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0', '100.0.0'])('Node %s will do', (version) => {
  expect(checkNode(version)).toBeUndefined();
});

test.each(['20.18.3', '20.2.0', '19.99.0', '18.20.8', '8.0.0'])(
  'Node %s is too old, and the message says what is needed and what is there',
  (version) => {
    expect(checkNode(version)).toMatch(/^Node 20\.19 or later is needed/);
    expect(checkNode(version)).toContain(`this is Node ${version}`);
  },
);
