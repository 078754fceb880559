import { hash } from 'node:crypto';
import type { Measure } from './Plan.js';
import { RESULT_VERSION } from './resultVersion.js';
import type { TrialParameters } from './TrialParameters.js';

/** Raised when parameters change their meaning. */
const SCHEMA_VERSION = 1;

const LENGTH = 32;

/** The identity of a trial: 32 hexadecimal digits that depend on nothing but what its results depend on. */
export function trialId(parameters: TrialParameters, measure: readonly Measure[]): string {
  const text = JSON.stringify([SCHEMA_VERSION, RESULT_VERSION, [...measure].sort(), parameters]);
  return hash('sha256', text, 'hex').slice(0, LENGTH);
}
