import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ArgumentError, FileError } from '../../src/errors.js';
import { uniform } from '../../src/native/random.js';
import { Network } from '../../src/network/Network.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
const bits = (values: Float64Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex');
const finiteNumber = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Any network of one to four layers, with any finite numbers. */
const anyNetwork = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 }),
    biases: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    slopes: fc.array(finiteNumber, { minLength: 3, maxLength: 3 }),
  })
  .chain(({ widths, biases, slopes }) => {
    const [inputs, ...rest] = widths as [number, ...number[]];
    const network = Network.random({
      inputs,
      hidden: rest.slice(0, -1),
      outputs: rest.at(-1)!,
      bias: biases.slice(0, rest.length),
      slope: slopes.slice(0, rest.length - 1),
    });
    const count = network.parameterCount;
    return fc.array(finiteNumber, { minLength: count, maxLength: count }).map((parameters) => network.withParameters(parameters));
  });

describe('initialisation', () => {
  test('weights are the numbers of the stream, scaled to variance 2/d; biases are 0', () => {
    const network = Network.random({ inputs: 6, hidden: [4], outputs: 2, bias: [true, false], slope: 0.1, seed: 5 });
    const [first, second] = network.layers as [(typeof network.layers)[0], (typeof network.layers)[0]];
    expect(first.weights.data).toEqual(uniform(5, 'weights', 1, 24));
    expect(second.weights.data).toEqual(uniform(5, 'weights', 2, 8).map((u) => Math.sqrt(1.5) * u));
    expect(first.bias).toEqual(new Float64Array(4));
    expect(second.bias).toBeUndefined();
    expect(network).toMatchObject({ inputs: 6, outputs: 2, widths: [6, 4, 2], slopes: [0.1], biases: [true, false], parameterCount: 36 });
  });

  test('mean and variance of ten thousand weights', () => {
    const data = Network.random({ inputs: 100, hidden: [100], seed: 1 }).layers[0]!.weights.data;
    const mean = data.reduce((sum, w) => sum + w, 0) / data.length;
    const variance = data.reduce((sum, w) => sum + w * w, 0) / data.length;
    // Five standard errors; the fourth moment of a uniform number is 9/5 of its squared variance.
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(0.02 / 1e4));
    expect(Math.abs(variance - 0.02)).toBeLessThan(5 * Math.sqrt((0.8 * 0.02 ** 2) / 1e4));
  });
});

describe('copies', () => {
  test('nothing that is handed out or in leads back to the network', () => {
    const weights = Float64Array.of(1, 2);
    const network = Network.from({ layers: [{ weights: { data: weights, rows: 1, columns: 2 } }], slopes: [] });
    weights[0] = 7;
    network.parameters()[0] = 8;
    network.layers[0]!.weights.data[0] = 9;
    expect(network.parameters()).toEqual(Float64Array.of(1, 2));
    expect(Object.isFrozen(network) && Object.isFrozen(network.widths) && Object.isFrozen(network.slopes)).toBe(true);
  });

  test('parameters are packed row by row with the bias behind each row', () => {
    const network = Network.from({
      layers: [
        {
          weights: [
            [1, 2],
            [3, 4],
          ],
          bias: [5, 6],
        },
        { weights: [[7, 8]] },
      ],
      slopes: [0],
    });
    expect(Array.from(network.parameters())).toEqual([1, 2, 5, 3, 4, 6, 7, 8]);
  });
});

describe('model files', () => {
  test('every number comes back with all its bits', async () => {
    await fc.assert(
      fc.asyncProperty(anyNetwork, async (network) => {
        const file = path.join(folder, 'round-trip.json');
        await network.write(file);
        const back = await Network.read(file);
        expect(bits(back.parameters())).toBe(bits(network.parameters()));
        expect(bits(Float64Array.from(back.slopes))).toBe(bits(Float64Array.from(network.slopes)));
        expect([back.widths, back.biases]).toEqual([network.widths, network.biases]);
        expect(Network.fromJSON(JSON.parse(JSON.stringify(network))).parameters()).toEqual(network.parameters().map((x) => x + 0));
      }),
      { numRuns: 50 },
    );
    expect(readdirSync(folder)).toEqual(['round-trip.json']);
  });

  test('the example of the format', () => {
    const json = {
      format: 'kinkless-model/1',
      inputs: 2,
      slopes: [0],
      layers: [
        {
          weights: [
            [0.33, 0.33],
            [0.33, 0.33],
          ],
          bias: [0, 0],
        },
        { weights: [[0.5, 0.5]] },
      ],
    };
    expect(Network.fromJSON(json).toJSON()).toEqual(json);
  });

  const good =
    '{"format": "kinkless-model/1", "inputs": 2, "slopes": [0], "layers": [{"weights": [[1, 2], [3, 4]], "bias": [5, 6]}, {"weights": [[7, 8]]}]}';

  test.each([
    ['"kinkless-model/1"', '"kinkless-model/2"', 'format: expected one of "kinkless-model/1" but found "kinkless-model/2"'],
    ['"format": "kinkless-model/1", ', '', 'format: expected one of "kinkless-model/1" but found nothing'],
    ['"inputs": 2', '"inputs": 3', 'layers[0].weights[0]: expected a list of 3 numbers but found a list of length 2'],
    ['"inputs": 2', '"inputs": "2"', 'inputs: expected an integer of at least 1 but found "2"'],
    ['"inputs": 2', '"inputs": 1e99', 'inputs: expected an integer of at least 1 but found 1e+99'],
    ['[0]', '[0, 0]', 'slopes: expected a list of 1 number but found a list of length 2'],
    ['[0]', '0', 'slopes: expected a list of 1 number but found 0'],
    ['[0]', '["NaN"]', 'slopes[0]: expected a finite number but found "NaN"'],
    ['[7, 8]', '[7]', 'layers[1].weights[0]: expected a list of 2 numbers but found a list of length 1'],
    ['[3, 4]', '[3]', 'layers[0].weights[1]: expected a list of 2 numbers but found a list of length 1'],
    ['[3, 4]', '[3, 1e999]', 'layers[0].weights[1][1]: expected a finite number but found Infinity'],
    ['[3, 4]', '[3, null]', 'layers[0].weights[1][1]: expected a finite number but found null'],
    ['[3, 4]', '[3, "Infinity"]', 'layers[0].weights[1][1]: expected a finite number but found "Infinity"'],
    ['[3, 4]', '{}', 'layers[0].weights[1]: expected a row of numbers but found an object without keys'],
    ['[5, 6]', '[5]', 'layers[0].bias: expected a list of 2 numbers but found a list of length 1'],
    ['[5, 6]', 'null', 'layers[0].bias: expected a list of 2 numbers but found null'],
    ['"bias"', '"biases"', 'layers[0]: expected only keys of weights, bias but found "biases" (the nearest is "bias")'],
    ['"slopes"', '"slope"', 'top level: expected only keys of format, inputs, slopes, layers but found "slope" (the nearest is "slopes")'],
    ['{"weights": [[7, 8]]}', 'null', 'layers[1]: expected an object but found null'],
    ['{"weights": [[7, 8]]}', '{}', 'layers[1].weights: expected a matrix with 2 columns'],
    [good.slice(good.indexOf('[{')), '[]}', 'layers: expected at least one layer but found an empty list'],
    [good, 'null', 'top level: expected an object but found null'],
    [good, '\ufeff', 'line 1, column 1: expected a value but found the end of the file'],
    ['"inputs": 2', '"inputs": 2, "inputs": 2', 'line 1, column 45: expected the key "inputs" only once'],
  ])('malformed %#: %s → %s', async (from, to, message) => {
    const file = path.join(folder, 'bad.json');
    writeFileSync(file, good.replace(from, to));
    await expect(Network.read(file)).rejects.toThrow(FileError);
    await expect(Network.read(file)).rejects.toThrow(`${file}: ${message}`);
  });

  test('cut short anywhere, it is refused', async () => {
    const file = path.join(folder, 'cut.json');
    for (let length = 0; length < good.length; length++) {
      writeFileSync(file, good.slice(0, length));
      await expect(Network.read(file)).rejects.toThrow(/cut\.json: line 1, column \d+: expected/);
    }
  });

  test('what is no text, no file or no model', async () => {
    const file = path.join(folder, 'binary.json');
    writeFileSync(file, Buffer.from([0x7b, 0xff, 0x7d]));
    await expect(Network.read(file)).rejects.toThrow(`${file}: encoding: expected UTF-8 text but found other bytes`);
    await expect(Network.read(path.join(folder, 'none.json'))).rejects.toThrow(
      'none.json: opening: expected a readable file but found no such file',
    );
    await expect(Network.read(`${folder}/x.npy`)).rejects.toThrow(
      'x.npy: name: expected a file that ends in .json, .npz, .safetensors but found .npy',
    );
    await expect(Network.read(7 as never)).rejects.toThrow(ArgumentError);
    expect(() => Network.fromJSON({ format: 'kinkless-model/1', inputs: 1, slopes: [], layers: [{ weights: [['a']] }] })).toThrow(
      'Expected a finite number for json.layers[0].weights[0][0] but received "a"',
    );
  });

  test('a file that cannot be written leaves what was there', async () => {
    const network = Network.random({ inputs: 1, hidden: [] });
    await expect(network.write(path.join(folder, 'missing', 'm.json'))).rejects.toThrow(
      'writing: expected a file that can be written but found no such file',
    );
    const file = path.join(folder, 'kept.json');
    writeFileSync(file, 'before');
    await network.write(file);
    expect(readFileSync(file, 'utf8')).toContain('kinkless-model/1');
    expect(readdirSync(folder).some((name) => name.endsWith('.tmp'))).toBe(false);
  });
});

describe('predict', () => {
  test('closed form: |x| from two units, and a linear model', () => {
    const network = Network.from({ layers: [{ weights: [[1], [-1]] }, { weights: [[1, 1]] }], slopes: [0] });
    expect(network.predict([[-3], [0], [2.5]])).toEqual({ data: Float64Array.of(3, 0, 2.5), rows: 3, columns: 1 });
    const leaky = Network.from({
      layers: [
        { weights: [[2]], bias: [1] },
        { weights: [[3], [-1]], bias: [0.5, 0] },
      ],
      slopes: [-0.25],
    });
    expect(leaky.predict([[1], [-1]]).data).toEqual(Float64Array.of(9.5, -3, 1.25, -0.25));
    const linear = Network.from({ layers: [{ weights: [[1, 2]], bias: [3] }], slopes: [] });
    expect(linear.predict({ data: Float64Array.of(1, 1, 0, -1), rows: 2, columns: 2 }).data).toEqual(Float64Array.of(6, 1));
  });

  test('inputs of another width', () => {
    expect(() => Network.random({ inputs: 2, hidden: [3] }).predict([[1, 2, 3]])).toThrow('a list of 2 numbers for inputs[0]');
  });
});

test.each([
  [{ inputs: 0, hidden: [1] }, 'inputs'],
  [{ inputs: 1, hidden: 3 }, 'hidden'],
  [{ inputs: 1, hidden: [1, 2.5] }, 'hidden[1]'],
  [{ inputs: 2 ** 31 - 1, hidden: [2 ** 31 - 1] }, 'hidden'],
  [{ inputs: 1, hidden: [1], slope: [0, 0] }, 'slope'],
  [{ inputs: 1, hidden: [1], slope: NaN }, 'slope'],
  [{ inputs: 1, hidden: [1], bias: [true] }, 'bias'],
  [{ inputs: 1, hidden: [1], bias: 'yes' }, 'bias'],
  [{ inputs: 1, hidden: [1], seed: -1 }, 'seed'],
  [{ inputs: 1, hidden: [1], outputs: null }, 'outputs'],
  [undefined, 'hidden'],
])('Network.random(%j) names %s', (given, name) => {
  expect(() => Network.random(given as never)).toThrow(ArgumentError);
  expect(() => Network.random(given as never)).toThrow(` for ${name} but received`);
});

test('withParameters takes exactly P finite numbers', () => {
  const network = Network.random({ inputs: 1, hidden: [1] });
  expect(() => network.withParameters([1])).toThrow('Expected a list of 2 numbers for parameters but received a list of length 1');
  expect(() => network.withParameters([1, NaN])).toThrow('for parameters[1] but received NaN');
});
