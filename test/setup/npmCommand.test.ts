import { expect, test } from '@jest/globals';
import { npmCommand } from '../../scripts/setup/npmCommand.mjs';

test('the npm that runs the script', () => {
  const script = '/opt/node/lib/node_modules/npm/bin/npm-cli.js';
  expect(npmCommand({ npm_execpath: script }, '/opt/node/bin/node')).toEqual({ program: '/opt/node/bin/node', args: [script] });
});

test.each([{}, { npm_execpath: '/opt/yarn/bin/yarn.js' }])('the npm on the path, where another program runs it: %p', (env) => {
  expect(npmCommand(env, '/opt/node/bin/node')).toEqual({ program: 'npm', args: [] });
});
