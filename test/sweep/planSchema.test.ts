import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'smol-toml';
import { examplePlan } from '../../src/sweep/examplePlan.js';
import { parameterNames } from '../../src/sweep/parameterNames.js';
import { parsePlan } from '../../src/sweep/parsePlan.js';
import { planJsonSchema } from '../../src/sweep/planJsonSchema.js';

test('the JSON Schema that is shipped is the one of this version, and describes every parameter', async () => {
  const schema = JSON.parse(JSON.stringify(await planJsonSchema()));
  expect(JSON.parse(readFileSync('assets/plan.schema.json', 'utf8'))).toEqual(schema);
  for (const part of ['trial', 'grid']) {
    const { properties, additionalProperties } = schema.properties[part];
    expect(Object.keys(properties).sort()).toEqual([...parameterNames].sort());
    expect(additionalProperties).toBe(false);
    for (const name of parameterNames) expect(properties[name].description).toMatch(/\w/);
  }
});

test('the example is a plan', async () => {
  expect(await parsePlan(parse(examplePlan))).toMatchObject({ trials: 60, repetitions: 5 });
});

test('and what is commented out in it is one, too', async () => {
  const cases = examplePlan.slice(examplePlan.indexOf('# [[cases]]')).replaceAll(/^# /gm, '');
  const trial = examplePlan.slice(0, examplePlan.indexOf('# Values')).replaceAll(/^(?:optimizer|epochs) .*$/gm, '');
  expect(await parsePlan(parse(`${trial}${cases}`))).toMatchObject({ trials: 120 });
});
