import { guarded, list, matrix, type Refuse } from '../arguments.js';
import type { DatasetParts } from './DatasetParts.js';
import { parseMaskSpecification } from './parseMaskSpecification.js';

/** Masks as checked copies: a list of matrices with one row per sample, or a specification; undefined: none. */
export function parseMasks(value: unknown, samples: number, refuse: Refuse): DatasetParts['masks'] {
  if (value === undefined) return undefined;
  return guarded('masks', 'masks', refuse, () => {
    if (!Array.isArray(value)) return parseMaskSpecification('masks', value, refuse);
    return Object.freeze(
      list('masks', value, 'masks', (mask, l) => matrix(`masks[${String(l)}]`, mask, { rows: samples }, refuse), { refuse }),
    );
  });
}
