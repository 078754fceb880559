/** @typedef {{ install?: string | undefined, native?: string | undefined, typescript?: string | undefined }} Stamp what each step was last done for, as hashes */
/** @typedef {'install' | 'native' | 'typescript'} Step */

/**
 * Which steps of the set-up have to be done, in their order. A step is done when its stamp names the present inputs and its output
 * is there; the later two are built with what `install` brings, so their hashes include the first's.
 *
 * @param {Stamp} stamp what was done before
 * @param {Record<Step, string>} inputs the present hashes
 * @param {Record<Step, boolean>} outputs whether each step's output is there
 * @returns {Step[]}
 */
export function neededSteps(stamp, inputs, outputs) {
  return /** @type {Step[]} */ (['install', 'native', 'typescript']).filter((step) => stamp[step] !== inputs[step] || !outputs[step]);
}
