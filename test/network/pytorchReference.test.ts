// Oracle: PyTorch. The files were written by test/fixtures/make.py from one `Sequential`, the outputs are its own.
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { ArgumentError } from '../../src/errors.js';
import { Network } from '../../src/network/Network.js';

const file = (name: string) => path.join('test', 'fixtures', name);

test.each(['float64', 'float32', 'float16', 'bfloat16', 'prefix'])('model-%s.safetensors gives the outputs PyTorch gives', async (name) => {
  const network = await Network.read(file(`model-${name}.safetensors`));
  const { inputs, targets } = await Dataset.read(file('outputs.npz'));
  expect([network.widths, network.slopes, network.biases]).toEqual([
    [3, 2, 2, 1],
    [0.25, 0],
    [true, true, false],
  ]);
  // Every number of this network and its outputs is a short binary fraction: there is no rounding.
  expect(Array.from(network.predict(inputs).data)).toEqual(Array.from(targets.data));
});

test('without slopes in the metadata, the option says them; with them, it must not', async () => {
  const plain = file('model-without-slopes.safetensors');
  const own = await Network.read(file('model-float32.safetensors'));
  expect((await Network.read(plain, { slopes: [0.25, 0] })).toJSON()).toEqual(own.toJSON());
  expect((await Network.read(plain)).slopes).toEqual([0, 0]);
  await expect(Network.read(plain, { slopes: [1] })).rejects.toThrow(
    'Expected a list of 2 numbers for slopes but received a list of length 1',
  );
  await expect(Network.read(plain, { slope: 1 } as never)).rejects.toThrow('received "slope" (the nearest is "slopes")');
  for (const name of ['model-float32.safetensors', 'model.npz']) {
    await expect(Network.read(file(name), { slopes: 0.25 })).rejects.toThrow(ArgumentError);
    await expect(Network.read(file(name), { slopes: 0.25 })).rejects.toThrow('Expected none besides those in');
  }
});
