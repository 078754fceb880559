import fc from 'fast-check';
import { recipe } from './build.mjs';
import { hostile, KEYS } from './hostile.mjs';

/** @typedef {import('./build.mjs').Recipe} Recipe */
/** @typedef {(node: Recipe) => Recipe} Change */

/** @param {unknown} value @returns {value is { readonly make: string, readonly [detail: string]: unknown }} */
function isRecipe(value) {
  return typeof value === 'object' && value !== null && 'make' in value;
}

/**
 * Recipes inside a recipe, itself first.
 *
 * @param {Recipe} node
 * @returns {number}
 */
function count(node) {
  return inner(node).reduce((/** @type {number} */ sum, each) => sum + count(each), 1);
}

/** @param {Recipe} node @returns {readonly Recipe[]} */
function inner(node) {
  if (!isRecipe(node)) return [];
  if (node.make === 'array') return /** @type {Recipe[]} */ (node['items']);
  return node.make === 'object' ? /** @type {[string, Recipe][]} */ (node['entries']).map(([, entry]) => entry) : [];
}

/**
 * Changes the recipe number `at` inside `node`.
 *
 * @param {Recipe} node
 * @param {number} at
 * @param {Change} change
 * @returns {Recipe}
 */
function changeAt(node, at, change) {
  if (at === 0 || !isRecipe(node)) return change(node);
  let left = at - 1;
  /** @param {Recipe} inner @returns {Recipe} */
  const visit = (inner) => {
    const size = count(inner);
    const here = left >= 0 && left < size;
    const result = here ? changeAt(inner, left, change) : inner;
    left -= size;
    return result;
  };
  if (node.make === 'array') return recipe('array', { items: /** @type {Recipe[]} */ (node['items']).map(visit) });
  if (node.make === 'object')
    return recipe('object', { entries: /** @type {[string, Recipe][]} */ (node['entries']).map(([key, entry]) => [key, visit(entry)]) });
  return change(node);
}

const keys = fc.constantFrom(...KEYS);

/**
 * @param {Recipe} node
 * @param {number} pick
 * @returns {string} a key that the object has, for most picks
 */
function ownKey(node, pick) {
  const entries = isRecipe(node) && node.make === 'object' ? /** @type {[string, Recipe][]} */ (node['entries']) : [];
  return entries.length === 0 ? String(KEYS[pick % KEYS.length]) : String(entries[pick % entries.length]?.[0]);
}

/** @type {fc.Arbitrary<Change>} */
const change = fc.oneof(
  { weight: 8, arbitrary: hostile.map((value) => () => value) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('nullPrototype', 'inherited', 'frozen', 'sealed', 'proxy', 'sparseOf')
      .map((make) => (/** @type {Recipe} */ node) => recipe(make, { of: node })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(keys, hostile).map(
      ([key, value]) =>
        (/** @type {Recipe} */ node) =>
          recipe('withKey', { of: node, key, value }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .nat(99)
      .map((pick) => (/** @type {Recipe} */ node) => recipe('withThrowingGetter', { of: node, key: ownKey(node, pick) })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(99), fc.array(hostile, { minLength: 1, maxLength: 3 })).map(
      ([pick, answers]) =>
        (/** @type {Recipe} */ node) =>
          recipe('withChangingGetter', { of: node, key: ownKey(node, pick), answers }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(99), fc.nat(99)).map(
      ([pick, victim]) =>
        (/** @type {Recipe} */ node) =>
          recipe('withTransferringGetter', { of: node, key: ownKey(node, pick), victim: ownKey(node, victim) }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, 1, 7).map((length) => (/** @type {Recipe} */ node) => recipe('withIterator', { of: node, length })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('network', 'data').map((name) => (/** @type {Recipe} */ node) => recipe('forged', { of: node, name })),
  },
);

/**
 * Arguments of a call, as a list of recipes: those of a call that means well, with up to three things in it made hostile, and sometimes one
 * more or one less.
 *
 * @param {readonly (readonly Recipe[])[]} wellMeant
 * @returns {fc.Arbitrary<readonly Recipe[]>}
 */
export function mutated(wellMeant) {
  return fc
    .record({
      start: fc.nat(wellMeant.length - 1),
      changes: fc.array(fc.tuple(fc.nat(9999), change), { maxLength: 3 }),
      extra: fc.oneof(
        { weight: 9, arbitrary: fc.constant(/** @type {Recipe | null} */ (null)) },
        { weight: 1, arbitrary: /** @type {fc.Arbitrary<Recipe | null>} */ (hostile) },
      ),
      fewer: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    })
    .map(({ start, changes, extra, fewer }) => {
      let items = [.../** @type {readonly Recipe[]} */ (wellMeant[start])];
      for (const [at, apply] of changes) {
        const whole = recipe('array', { items });
        const changed = changeAt(whole, 1 + (at % Math.max(1, count(whole) - 1)), apply);
        if (isRecipe(changed) && changed.make === 'array') items = [.../** @type {Recipe[]} */ (changed['items'])];
      }
      if (extra !== null) items.push(extra);
      return items.slice(0, items.length - fewer);
    });
}
