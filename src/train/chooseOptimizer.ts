import type { OptimizerName } from './Optimizer.js';

/**
 * The most equations that Levenberg–Marquardt is chosen for. A step of it takes time that grows with their cube, and is worth hundreds of steps of
 * L-BFGS where it takes milliseconds; see the README of bench/.
 */
const MOST_EQUATIONS = 3000;

/**
 * What `auto` stands for. Adam where something is asked for that only first-order methods do (batches, a schedule, noise, float32); else
 * Levenberg–Marquardt where its equations, as many as residuals N·C or parameters P, whichever are fewer, are at most 3000; else L-BFGS.
 */
export function chooseOptimizer(residuals: number, parameters: number, asksForFirstOrder: boolean): OptimizerName {
  if (asksForFirstOrder) return 'adam';
  return Math.min(residuals, parameters) <= MOST_EQUATIONS ? 'levenberg-marquardt' : 'lbfgs';
}
