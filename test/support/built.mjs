/** The built package, as programs outside jest get it, under the types of its sources. @param {string} module */
const load = (module) => import(new URL(`../../dist/${module}`, import.meta.url).href);

export const kinkless = /** @type {typeof import('../../src/index.js')} */ (await load('index.js'));
export const { loadAddon } = /** @type {typeof import('../../src/native/loadAddon.js')} */ (await load('native/loadAddon.js'));
export const { figure61 } = /** @type {typeof import('../../src/report/figure61.js')} */ (await load('report/figure61.js'));
export const { KINDS } = /** @type {typeof import('../../src/train/parseOptimizer.js')} */ (await load('train/parseOptimizer.js'));
export const { parseTrainOptions } = /** @type {typeof import('../../src/train/parseTrainOptions.js')} */ (
  await load('train/parseTrainOptions.js')
);
export const { packProblem } = /** @type {typeof import('../../src/train/packProblem.js')} */ (await load('train/packProblem.js'));
export const { rawOptions } = /** @type {typeof import('../../src/train/rawOptions.js')} */ (await load('train/rawOptions.js'));
export const { stateSize } = /** @type {typeof import('../../src/train/parseState.js')} */ (await load('train/parseState.js'));
