import type { MaskSpecification } from './MaskSpecification.js';

/** Whether masks are given by how they are drawn, rather than as matrices. */
export function isSpecification<T extends readonly unknown[]>(masks: MaskSpecification | T): masks is MaskSpecification {
  return !Array.isArray(masks);
}
