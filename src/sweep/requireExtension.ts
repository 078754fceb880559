import { PlanMismatchError } from '../errors.js';
import { parameterNames } from './parameterNames.js';
import type { Plan } from './Plan.js';
import type { PlanParameters } from './PlanParameters.js';

/** What a parameter that is left out means; undefined: the default of an optimiser, which never equals a given value. */
const DEFAULTS: PlanParameters = {
  data: 'gaussian',
  hidden_layers: 1,
  slope: 0,
  bias: false,
  mask: 'none',
  optimizer: 'levenberg-marquardt',
  polish_epochs: 0,
  seed: 0,
};

/** The values of every parameter in one case: all combinations of them are tried. Written as JSON, to be compared. */
type Box = ReadonlyMap<string, readonly string[]>;

/**
 * Makes sure that all trials of `before` are trials of `plan` too.
 *
 * @throws {PlanMismatchError} naming the first difference
 */
export function requireExtension(store: string, before: Plan, plan: Plan): void {
  const refuse = (place: string, expected: string, received: string): never => {
    throw new PlanMismatchError(store, place, expected, received);
  };
  const [old, now] = [[...before.measure].sort().join(', '), [...plan.measure].sort().join(', ')];
  if (old !== now) refuse('measure', old || 'nothing', now || 'nothing');
  if (plan.repetitions < before.repetitions) refuse('repetitions', `at least ${String(before.repetitions)}`, String(plan.repetitions));
  const boxes = plan.cases.map((_, k) => boxOf(plan, k));
  for (let k = 0; k < before.cases.length; k++) {
    const box = boxOf(before, k);
    const differences = boxes.map((candidate) => differencesOf(box, candidate));
    // Of the cases now, the one that is most like it; of several, the one with the same number.
    const nearest = differences.reduce((best, one) => (one.length < best.length ? one : best), differences[k] ?? differences[0]!);
    const [name] = nearest;
    if (name === undefined) continue;
    const candidate = boxes[differences.indexOf(nearest)]!;
    refuse(before.cases.length > 1 ? `${name} of cases[${String(k)}]` : name, listOf(box.get(name)!), listOf(candidate.get(name)!));
  }
}

function boxOf(plan: Plan, number: number): Box {
  const given = { ...DEFAULTS, ...plan.trial, ...plan.cases[number] };
  const box = new Map<string, string[]>();
  for (const name of parameterNames) box.set(name, [JSON.stringify(given[name]) ?? 'nothing']);
  for (const { name, values } of plan.axes)
    box.set(
      name,
      values.map((value) => JSON.stringify(value)),
    );
  return box;
}

/** The parameters with values that are missing in the other box. */
function differencesOf(box: Box, other: Box): string[] {
  return parameterNames.filter((name) => box.get(name)!.some((value) => !other.get(name)!.includes(value)));
}

function listOf(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : `${values.join(', ')} among the values`;
}
