import type { Judgement } from './Judgement.js';

/** What a verdict on a kink leaves open, in the order of the core's numbers (`native/core/kinks/kink_minimum.h`). */
const OPEN: readonly ((unit: string, sample: string) => string)[] = [
  () => 'The rounding errors of the outputs are too large to judge by; smaller weights would settle it.',
  () => 'Whether it is a local minimum is open: there are too many kinks or weights to prove it.',
  () => 'Whether it is a local minimum is open: rounding leaves it undecided which of its kinks and weights depend on each other.',
  (unit, sample) =>
    `The minimum with these kinks held may lie across another kink, that of unit ${unit} and sample ${sample}: whether one lies here is open.`,
  () => 'A minimum with these kinks held lies nearby, but farther away than rounding errors explain; training further would settle it.',
  (unit, sample) =>
    `Whether it is a local minimum is open: the multiplier of unit ${unit} at sample ${sample} lies within its rounding error of an end of its interval.`,
  (unit) =>
    `Whether it is a local minimum is open: the kinks of unit ${unit} depend on each other, and neither multipliers nor the rays between them decide.`,
  (unit) =>
    `Whether it is a local minimum is open: the output weight of unit ${unit} is zero, and rounding hides whether giving it one could help.`,
  (unit) => `Moving unit ${unit} should lower the loss to first order, but no step that was tried was seen to.`,
  () =>
    'No step into the adjacent regions that were tried lowers the loss, but there are too many to try all; whether it is a local minimum is open.',
  () => 'No step into any adjacent region lowers the loss to first order; whether it is a local minimum is open.',
];

/** One sentence. */
export function openOnKink({
  kinkOpen,
  kinkOpenUnit,
  kinkOpenSample,
}: Pick<Judgement, 'kinkOpen' | 'kinkOpenUnit' | 'kinkOpenSample'>): string {
  return OPEN[kinkOpen]!(String(kinkOpenUnit), String(kinkOpenSample));
}
