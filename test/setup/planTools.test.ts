import { expect, test } from '@jest/globals';
import { planTools } from '../../scripts/setup/planTools.mjs';

const bare = { compiler: 'good', missing: [], isRoot: false, hasApt: false } as const;

test('nothing to do where everything is there', () => {
  expect(planTools({ ...bare, missing: [] })).toEqual({ install: [] });
});

test('without a compiler, the message has the command for this user, with all that is missing', () => {
  const user = planTools({ ...bare, compiler: 'missing', missing: ['make'], hasApt: true });
  expect(user.install).toEqual([]);
  expect(user.problem).toMatch(/A C\+\+ compiler is needed.*: sudo apt-get install g\+\+ make$/);
  const root = planTools({ ...bare, compiler: 'missing', missing: [], hasApt: true, isRoot: true });
  expect(root.problem).toMatch(/: apt-get install g\+\+$/);
});

test('without apt, no apt command is named', () => {
  expect(planTools({ ...bare, compiler: 'missing', missing: [] }).problem).not.toContain('apt-get');
  expect(planTools({ ...bare, missing: ['make'] }).problem).toBe('The native build needs make.');
});

test('a compiler without C++20 is named as too old', () => {
  const plan = planTools({ ...bare, compiler: 'old', missing: [], isRoot: true, hasApt: true });
  expect(plan.install).toEqual([]);
  expect(plan.problem).toContain('does not know C++20');
});

test('root with apt installs make and Python', () => {
  expect(planTools({ ...bare, missing: ['make', 'python3'], isRoot: true, hasApt: true })).toEqual({ install: ['make', 'python3'] });
});

test('anyone else is told which are missing', () => {
  expect(planTools({ ...bare, missing: ['make', 'python3'], hasApt: true })).toEqual({
    install: [],
    problem: 'The native build needs make and python3. On Debian and Ubuntu: sudo apt-get install make python3',
  });
  expect(planTools({ ...bare, missing: ['python3'], isRoot: true }).install).toEqual([]);
});
