import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { kinkless, loadAddon } from '../support/built.mjs';
import { attemptRaw } from './attemptRaw.mjs';
import { abuse, createFolder, targetNames } from './campaign.mjs';
import { createRawTargets } from './rawTargets.mjs';

/** Of each function, and of the one that starts processes; npm run test:abuse makes a hundred thousand in all. */
const CALLS = 60;
const SWEEPS = 8;

let folder: string;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const isRaw = (name: string): boolean => name.startsWith('addon.');

/** Errors are made by this package alone: their constructors take what it gives them. */
const isError = (value: object): boolean => Object.prototype.isPrototypeOf.call(Error, value);
const INSTANCES: Readonly<Record<string, string>> = { Network: 'network', Dataset: 'dataset', SweepStore: 'store' };

function callablesOf([name, value]: [string, object]): string[] {
  const instance = INSTANCES[name];
  if (instance === undefined) return [name];
  const of = (holder: object, prefix: string) =>
    Object.entries(Object.getOwnPropertyDescriptors(holder))
      .filter(([key, { value }]) => typeof value === 'function' && key !== 'constructor')
      .map(([key]) => `${prefix}.${key}`);
  return [...of(value, name), ...of((value as { prototype: object }).prototype, instance)];
}

test('every function and method that the package exports is abused', () => {
  const exported = Object.entries(kinkless).filter(([, value]) => !isError(value));
  const names = new Set(targetNames().filter((name) => !isRaw(name)));
  expect([...names].sort()).toEqual(exported.flatMap(callablesOf).sort());
});

test.each([
  ['the package', CALLS, targetNames().filter((name) => !isRaw(name) && name !== 'sweep')],
  ['the package that starts processes', SWEEPS, ['sweep']],
  ['the raw addon', CALLS, targetNames().filter(isRaw)],
])('every function of %s answers abuse with its own errors, and never ends the process', async (_of, calls, names) => {
  const reports = await abuse(names, calls, 7, folder);
  expect(reports.map(({ name }) => name)).toEqual(names);
  for (const { name, outcomes, found } of reports) {
    expect([name, found]).toEqual([name, undefined]);
    expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(calls);
  }
});

// What hostility starts from has to get past the checks of the addon.
test.each(createRawTargets(loadAddon().addon))('$name accepts what means well', async (target) => {
  for (const recipes of target.wellMeant)
    expect((await attemptRaw(target, recipes, { fixtures: {} })).outcome).toMatch(/^accepted(, done 0)?$/);
});
