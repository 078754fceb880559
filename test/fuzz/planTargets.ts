import { parse } from 'smol-toml';
import { examplePlan } from '../../src/sweep/examplePlan.js';
import { parsePlanFile } from '../../src/sweep/parsePlanFile.js';
import type { FuzzTarget } from './FuzzTarget.js';
import { changedText } from './changedText.js';

const FULL = `format = "kinkless-plan/1"
repetitions = 3
measure = ["verdict", "hessian"]
trial.inputs = 2
trial.samples = 9
trial.'bias' = true
[[cases]]
hidden = [3, 2]
slopes = [0, -0.5]
optimizer = "adam"
schedule = "cosine"
schedule_to = 20
[[cases]]
width = 4
hidden_layers = 2
mask = "bernoulli"
mask_keep = 0.5
[grid]
precision = ["float64", "float32"]
learning_rate = [1e-3, 1E-2,
  0.1]
seed = [0, 1_000]
`;
const PLANS = [examplePlan.replaceAll(/#.*$/gm, ''), examplePlan, FULL];

async function read(file: string, bytes: Uint8Array): Promise<void> {
  await parsePlanFile(file, bytes);
}

/** Readers of plans. */
export const planTargets: readonly FuzzTarget[] = [
  { name: 'TOML plan', file: 'input.toml', generate: changedText(PLANS), read },
  { name: 'JSON plan', file: 'input.json', generate: changedText(PLANS.map((text) => JSON.stringify(parse(text)))), read },
];
