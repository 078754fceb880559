// node --expose-gc buffers.mjs ROUNDS: memory that goes away in the midst of work, before and behind the checks of TypeScript.
import { kinkless, loadAddon } from '../support/built.mjs';

const { Dataset, Network, train } = kinkless;
const { addon } = loadAddon();
const { gc } = globalThis;
const rounds = Number(process.argv[2]);

/** @param {ArrayBufferView} array */
function takeAway({ buffer }) {
  if (buffer instanceof ArrayBuffer) structuredClone(buffer, { transfer: [buffer] });
}

/** Arrays given to the package are copied: what becomes of them later does not matter. */
async function transferInputs() {
  const inputs = { data: Float64Array.from({ length: 40 }, (_, k) => Math.sin(k)), rows: 20, columns: 2 };
  const targets = Float64Array.from({ length: 20 }, (_, k) => (k % 2) * 2 - 1);
  const data = Dataset.from({ inputs, targets });
  const network = Network.random({ inputs: 2, hidden: [3] });
  const runs = [0, 1].map(() => train(network, data, { optimizer: 'adam', epochs: 50 }));
  takeAway(inputs.data);
  takeAway(targets);
  gc?.();
  const [first, second] = await Promise.all(runs);
  return first?.loss === second?.loss;
}

/** A data set's own arrays are not to be transferred; who does it all the same gets an error. */
async function transferOwn() {
  const data = Dataset.gaussian({ samples: 50, inputs: 2 });
  const network = Network.random({ inputs: 2, hidden: [3] });
  const jobs = Array.from({ length: 6 }, () => train(network, data, { optimizer: 'adam', epochs: 200, stop: { gradient: false } }));
  takeAway(data.inputs.data);
  takeAway(data.targets.data);
  const settled = await Promise.allSettled(jobs);
  return settled.every((each) => each.status === 'fulfilled' || each.reason instanceof kinkless.KinklessError);
}

/** Outputs of the raw addon that are transferred while the job runs are not written to. */
async function transferOutputs() {
  const problem = {
    widths: Int32Array.of(2, 3, 1),
    slopes: Float64Array.of(0),
    bias: Uint8Array.of(0, 0),
    parameters: Float64Array.from({ length: 9 }, (_, k) => Math.cos(k)),
    samples: 4,
    inputs: Float64Array.from({ length: 8 }, (_, k) => Math.sin(k)),
    targets: Float64Array.of(1, -1, 1, 1),
    masks: new Float64Array(0),
  };
  const out = new Float64Array(addon.judgementFields().split(',').length);
  const descent = new Float64Array(problem.parameters.length);
  const multipliers = new Float64Array(5 * 12);
  const control = new Int32Array(new SharedArrayBuffer(16));
  const status = await new Promise((resolve) => {
    if (addon.judge(problem, 3, control, out, descent, multipliers, resolve) !== 0) resolve('refused');
    for (const array of [out, descent, multipliers, ...Object.values(problem).filter((each) => ArrayBuffer.isView(each))]) takeAway(array);
    gc?.();
  });
  return status === -1;
}

let wrong = 0;
for (let round = 0; round < rounds; round++)
  for (const scenario of [transferInputs, transferOwn, transferOutputs]) if (!(await scenario())) wrong += 1;
console.log(JSON.stringify({ rounds: 3 * rounds, wrong }));
