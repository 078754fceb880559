import type { Decision } from './Decision.js';
import type { Judgement } from './Judgement.js';
import { openOnKink } from './openOnKink.js';

/**
 * Rule 1: some pre-activation is zero to rounding. A minimum is claimed where zero loss or the core's proof says so (see
 * `native/core/kinks/kink_minimum.h`), a way down where one was seen.
 */
export function judgeKinkVerdict(j: Judgement, zero: boolean, resolved: boolean): Decision {
  const count = j.onKink === 1 ? 'A pre-activation is' : `${String(j.onKink)} pre-activations are`;
  if (zero)
    return {
      verdict: 'kink-minimum',
      reason: `${count} zero to rounding, and every residual is: a global minimum that is not differentiable.`,
    };
  if (resolved && j.kinkProved === 1) return { verdict: 'kink-minimum', reason: `${count} zero to rounding, and ${proof(j)}` };
  if (j.descentDrop > 0)
    return {
      verdict: 'not-critical',
      reason: `${count} zero to rounding, and a step of length ${short(j.descentStep)} was seen to lower the loss by ${short(j.descentDrop)}.`,
    };
  return { verdict: 'kink', reason: `${count} zero to rounding: not differentiable here. ${openOnKink(j)}` };
}

function proof(j: Judgement): string {
  const claim = 'prove a local minimum that is not differentiable.';
  if (j.multiplierCount === 0) return `the first-order changes of the loss in all directions ${claim}`;
  const slack = j.multiplierSlack > 0 ? `, the nearest ${short(j.multiplierSlack)} from its end,` : '';
  return `multipliers inside their intervals${slack} ${claim}`;
}

function short(value: number): string {
  return value.toPrecision(2);
}
