import { FileError } from '../errors.js';
import { findJsonProblem } from './findJsonProblem.js';

/**
 * The value of a JSON text that came from `file`.
 *
 * @throws {FileError} with line and column of the first problem
 */
export function parseJson(file: string, text: string): unknown {
  const problem = findJsonProblem(text);
  if (problem === undefined) return JSON.parse(text);
  const before = text.slice(0, problem.offset);
  const line = before.split('\n').length;
  const column = problem.offset - before.lastIndexOf('\n');
  const found = problem.offset >= text.length ? 'the end of the file' : JSON.stringify(text.slice(problem.offset, problem.offset + 12));
  throw new FileError(file, `line ${String(line)}, column ${String(column)}`, problem.expected, found);
}
