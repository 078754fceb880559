export { AddonError, ArgumentError, FileError, InternalError, KinklessError } from './errors.js';
