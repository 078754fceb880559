import type { core } from 'zod';
import { describe, nearest, type Refuse } from '../arguments.js';
import { parameterNames } from './parameterNames.js';

const PLAN_KEYS = ['format', 'name', 'repetitions', 'measure', 'trial', 'cases', 'grid'];

const TYPES: Readonly<Record<string, string>> = {
  int: 'an integer',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a table',
};

/** Refuses a plan for what its schema found. */
export function refuseIssue(issue: core.$ZodIssue, plan: unknown, refuse: Refuse): never {
  const place = issue.path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${String(part)}]` : `${text}${text === '' ? '' : '.'}${String(part)}`),
    '',
  );
  const found = issue.path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown>)[part], plan);
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length === 0 ? PLAN_KEYS : parameterNames;
    return refuse(place || 'plan', `only ${known.join(', ')}`, `${describe(issue.keys[0])}${nearest(issue.keys[0]!, known)}`);
  }
  return refuse(place || 'plan', expectation(issue), `${describe(found)}${suggestion(issue, found)}`);
}

function expectation(issue: core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value')
    return `${issue.values.length === 1 ? '' : 'one of '}${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
  if (issue.code === 'too_small') {
    if (issue.origin === 'array' || issue.origin === 'string') return 'one that is not empty';
    return `${issue.inclusive === true ? 'at least' : 'more than'} ${String(issue.minimum)}`;
  }
  if (issue.code === 'too_big') return `${issue.inclusive === true ? 'at most' : 'less than'} ${String(issue.maximum)}`;
  return issue.message;
}

function suggestion(issue: core.$ZodIssue, found: unknown): string {
  if (issue.code !== 'invalid_value' || typeof found !== 'string') return '';
  return nearest(
    found,
    issue.values.filter((value) => typeof value === 'string'),
  );
}
