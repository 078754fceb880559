import { types } from 'node:util';
import { guarded, matrix, numbers, type Refuse } from '../arguments.js';
import type { Matrix } from '../Matrix.js';
import type { DatasetParts } from './DatasetParts.js';
import { parseMasks } from './parseMasks.js';

/** A data set from values of any origin, as checked copies. `targets` may be a flat list when C = 1. */
export function parseDatasetParts(given: { readonly [K in keyof DatasetParts]?: unknown }, refuse: Refuse): DatasetParts {
  const inputs = matrix('inputs', given.inputs, {}, refuse);
  return {
    inputs,
    targets: parseTargets(given.targets, inputs.rows, refuse),
    masks: parseMasks(given.masks, inputs.rows, refuse),
  };
}

function parseTargets(value: unknown, samples: number, refuse: Refuse): Matrix {
  const isFlat = guarded(
    'targets',
    'targets',
    refuse,
    () => types.isTypedArray(value) || (Array.isArray(value) && typeof value[0] === 'number'),
  );
  if (!isFlat) return matrix('targets', value, { rows: samples }, refuse);
  return Object.freeze({ data: numbers('targets', value, samples, refuse), rows: samples, columns: 1 });
}
