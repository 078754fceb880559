import { FileError } from '../errors.js';
import { parsePlan } from './parsePlan.js';
import type { Plan } from './Plan.js';
import type { SqlDatabase } from './SqlDatabase.js';

/** The plan that a store was last run with. */
export interface StoredPlan {
  /** As JSON. */
  readonly text: string;
  /** @throws {FileError} if the text is no plan */
  parse(): Promise<Plan>;
}

/** The plan in a store; undefined where it has none yet. */
export function storedPlan(file: string, database: SqlDatabase): StoredPlan | undefined {
  const text = database.prepare('SELECT plan FROM plans ORDER BY plan_id DESC LIMIT 1').get()?.['plan'];
  return typeof text === 'string' ? { text, parse: () => parse(file, text) } : undefined;
}

function parse(file: string, text: string): Promise<Plan> {
  const refuse = (place: string, expected: string, received: string): never => {
    throw new FileError(file, `plan in the store: ${place}`, expected, received);
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('text', 'JSON', 'something else');
  }
  return parsePlan(value, refuse);
}
