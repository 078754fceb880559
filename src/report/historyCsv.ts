import type { History } from '../train/History.js';
import { csv } from './csv.js';

/** The history of a training as CSV, one row per recorded epoch; `mce` is empty unless every target is ±1. */
export function historyCsv(history: History): string {
  const { epoch, loss, mce, gradientNorm, minAbs, learningRate, kicks } = history;
  return csv({ epoch, loss, mce, gradientNorm, minAbs, learningRate, kicks }, epoch.length);
}
