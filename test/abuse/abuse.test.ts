import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadAddon } from '../support/built.mjs';
import { attemptRaw } from './attemptRaw.mjs';
import { abuse, createFolder, targetNames } from './campaign.mjs';
import { createRawTargets } from './rawTargets.mjs';

/** Of each function; npm run test:abuse makes a hundred thousand in all. */
const CALLS = 60;

let folder: string;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const isRaw = (name: string): boolean => name.startsWith('addon.');

test.each([
  ['the package', targetNames().filter((name) => !isRaw(name))],
  ['the raw addon', targetNames().filter(isRaw)],
])('every function of %s answers abuse with its own errors, and never ends the process', async (_of, names) => {
  const reports = await abuse(names, CALLS, 7, folder);
  expect(reports.map(({ name }) => name)).toEqual(names);
  for (const { name, outcomes, found } of reports) {
    expect([name, found]).toEqual([name, undefined]);
    expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(CALLS);
  }
});

// What hostility starts from has to get past the checks of the addon.
test.each(createRawTargets(loadAddon().addon))('$name accepts what means well', async (target) => {
  for (const recipes of target.wellMeant)
    expect((await attemptRaw(target, recipes, { fixtures: {} })).outcome).toMatch(/^accepted(, done 0)?$/);
});
