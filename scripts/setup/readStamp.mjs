/**
 * @param {string | undefined} text the stamp file, if there is one
 * @returns {import('./neededSteps.mjs').Stamp} empty where the text is not a stamp: everything is then done again
 */
export function readStamp(text) {
  try {
    const stamp = JSON.parse(text ?? '{}');
    return typeof stamp === 'object' && stamp !== null ? stamp : {};
  } catch {
    return {};
  }
}
