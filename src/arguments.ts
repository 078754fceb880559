/** Validators of arguments, used by every call of the API. Each returns a checked copy or throws an {@link ArgumentError}. */
export type { Refuse } from './arguments/Refuse.js';
export { abortSignal } from './arguments/abortSignal.js';
export { allocate } from './arguments/allocate.js';
export { boolean } from './arguments/boolean.js';
export { callback } from './arguments/callback.js';
export { describe } from './arguments/describe.js';
export { filePath } from './arguments/filePath.js';
export { finite } from './arguments/finite.js';
export { guarded } from './arguments/guarded.js';
export { integer } from './arguments/integer.js';
export { list } from './arguments/list.js';
export { matrix } from './arguments/matrix.js';
export { nearest } from './arguments/nearest.js';
export { numbers } from './arguments/numbers.js';
export { oneOf } from './arguments/oneOf.js';
export { options } from './arguments/options.js';
export { refuseArgument } from './arguments/refuseArgument.js';
export { seed } from './arguments/seed.js';
