import { parameterColumns } from './parameterColumns.js';
import type { PlanParameters } from './PlanParameters.js';

/** The names of all parameters that a plan may set, in the order of their columns. */
export const parameterNames = Object.keys(parameterColumns) as readonly (keyof PlanParameters)[];
