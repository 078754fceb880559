import { refuseArgument, type Refuse } from '../arguments.js';
import { parseMaskSpecification } from '../data/parseMaskSpecification.js';
import { KinklessError } from '../errors.js';
import { Network } from '../network/Network.js';
import { parseRandomOptions } from '../network/parseRandomOptions.js';
import { parseTrainOptions } from '../train/parseTrainOptions.js';
import { combinationAt } from './combinationAt.js';
import { maskOf } from './maskOf.js';
import type { Plan } from './Plan.js';
import { sampledCells } from './sampledCells.js';
import { trainOptionsOf } from './trainOptionsOf.js';
import { trialAt } from './trialAt.js';
import type { TrialParameters } from './TrialParameters.js';
import { valueText } from './valueText.js';

/** Refuses a plan with a combination of parameters that no trial could be run with, naming the first one, or with a case that stands twice. */
export function checkPlan(plan: Plan, refuse: Refuse): void {
  const { repetitions } = plan;
  // Neither traces nor a state are held against this network.
  const network = Network.from({ layers: [{ weights: [[1]] }, { weights: [[1]] }], slopes: [0] });
  for (const cell of sampledCells(plan)) {
    try {
      // The last repetition has the largest seed.
      checkTrial(trialAt(plan, cell * repetitions + repetitions - 1), network);
    } catch (error) {
      if (!(error instanceof KinklessError)) throw error;
      refuse(describeCombination(plan, cell), 'parameters that fit together', `a trial that cannot be run: ${error.message}`);
    }
  }
  requireDistinctCases(plan, refuse);
}

/** The same trial under two names would be missing for ever: it is recorded once. */
function requireDistinctCases(plan: Plan, refuse: Refuse): void {
  const seen = new Map<string, number>();
  const cellsPerCase = plan.cells / plan.cases.length;
  for (let k = 0; k < plan.cases.length; k++) {
    const text = JSON.stringify(trialAt(plan, k * cellsPerCase * plan.repetitions));
    const before = seen.get(text);
    if (before !== undefined) refuse(`cases[${String(k)}]`, `another case than cases[${String(before)}]`, 'the same');
    seen.set(text, k);
  }
}

function checkTrial(parameters: TrialParameters, network: Network): void {
  const { inputs = 1, hidden, slope, slopes, bias, samples = Number.MAX_SAFE_INTEGER } = parameters;
  parseMaskSpecification('mask', maskOf(parameters), refuseArgument);
  parseRandomOptions({ inputs, hidden, slope: slopes ?? slope, bias });
  const { training, polish } = trainOptionsOf(parameters, samples);
  for (const options of [training, polish]) if (options !== undefined) parseTrainOptions(options, network, samples);
}

function describeCombination(plan: Plan, cell: number): string {
  const { case: number, values } = combinationAt(plan, cell);
  const parts = Object.entries(values).map(([name, value]) => `${name} = ${valueText(value)}`);
  if (plan.cases.length > 1) parts.unshift(`cases[${String(number)}]`);
  return parts.length === 0 ? 'the trial' : `the trial with ${parts.join(', ')}`;
}
