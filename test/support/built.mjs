/** The built package, as programs outside jest get it, under the types of its sources. @param {string} module */
const load = (module) => import(new URL(`../../dist/${module}`, import.meta.url).href);

export const kinkless = /** @type {typeof import('../../src/index.js')} */ (await load('index.js'));
export const { loadAddon } = /** @type {typeof import('../../src/native/loadAddon.js')} */ (await load('native/loadAddon.js'));
