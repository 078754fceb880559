import type { Refuse } from './Refuse.js';
import { describe } from './describe.js';
import { refuseArgument } from './refuseArgument.js';

/**
 * `value` if it can be the path of a file: a text that is not empty and holds no NUL.
 *
 * @throws {ArgumentError} otherwise
 */
export function filePath(name: string, value: unknown, refuse: Refuse = refuseArgument): string {
  return typeof value === 'string' && value !== '' && !value.includes('\0') ? value : refuse(name, 'the path of a file', describe(value));
}
