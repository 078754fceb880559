import { allocate, filePath, matrix, numbers, options, refuseArgument, type Refuse } from '../arguments.js';
import { OverflowError } from '../errors.js';
import { nestedRows } from '../files/nestedRows.js';
import { readBytes } from '../files/readBytes.js';
import { requireEnding } from '../files/requireEnding.js';
import { writeAtomically } from '../files/writeAtomically.js';
import type { Matrix } from '../Matrix.js';
import { coreFailure } from '../native/coreFailure.js';
import { loadAddon } from '../native/loadAddon.js';
import type { Layer } from './Layer.js';
import type { ModelJson } from './ModelJson.js';
import { modelEndings } from './modelEndings.js';
import { modelText } from './modelText.js';
import type { NetworkParts } from './NetworkParts.js';
import { packParameters } from './packParameters.js';
import { parseLayers } from './parseLayers.js';
import { parseModel } from './parseModel.js';
import { parseModelFile } from './parseModelFile.js';
import { parseRandomOptions } from './parseRandomOptions.js';
import type { RandomOptions } from './RandomOptions.js';
import { randomLayers } from './randomLayers.js';
import { requireSize } from './requireSize.js';
import { unpackParameters } from './unpackParameters.js';

/**
 * A fully connected network with piecewise-linear hidden units: u_l = W_l v_{l−1} + b_l, v_l = u_l where u_l ≥ 0 and s_l u_l elsewhere,
 * and a linear output layer v_L = u_L. Networks never change; everything handed out is a copy.
 */
export class Network {
  /** d_0 … d_L. */
  readonly widths: readonly number[];
  /** Negative slopes s_1 … s_{L−1} of the hidden layers. */
  readonly slopes: readonly number[];
  /** Which of the L layers have a bias. */
  readonly biases: readonly boolean[];
  /** P. */
  readonly parameterCount: number;
  readonly #packed: Float64Array;

  private constructor({ layers, slopes }: NetworkParts) {
    this.widths = Object.freeze([layers[0]!.weights.columns, ...layers.map(({ weights }) => weights.rows)]);
    this.slopes = Object.freeze(Array.from(slopes));
    this.biases = Object.freeze(layers.map(({ bias }) => bias !== undefined));
    this.#packed = packParameters(layers);
    this.parameterCount = this.#packed.length;
    Object.freeze(this);
  }

  /** Whether `value` is a network of this package, and no proxy of one. */
  static is(value: unknown): value is Network {
    return typeof value === 'object' && value !== null && #packed in value;
  }

  /**
   * A network with random weights: uniform with mean 0 and variance 2/d_{l−1}, biases 0. The same seed gives the same weights everywhere.
   *
   * @throws {ArgumentError} naming the option that does not fit
   */
  static random(options: RandomOptions): Network {
    const { widths, slopes, biases, seed } = parseRandomOptions(options);
    return new Network({ layers: randomLayers(widths, biases, seed), slopes });
  }

  /**
   * A network of given parameters. Layer l has `weights` W_l, d_l × d_{l−1} (a {@link Matrix} or a list of rows), and `bias` b_l, d_l
   * numbers, if any; `slopes` has one negative slope per hidden layer.
   *
   * @throws {ArgumentError} naming the entry that does not fit, such as `layers[1].weights[3]`
   */
  static from(parts: {
    readonly layers: readonly {
      readonly weights: Matrix | readonly (readonly number[])[];
      readonly bias?: Float64Array | readonly number[] | undefined;
    }[];
    readonly slopes: Float64Array | readonly number[];
  }): Network {
    const given = options('parts', parts, ['layers', 'slopes']);
    const layers = parseLayers('layers', given.layers, undefined, refuseArgument);
    return new Network({ layers, slopes: numbers('slopes', given.slopes, layers.length - 1) });
  }

  /**
   * The network of a model file's JSON value (kinkless-model/1), as {@link toJSON} gives it.
   *
   * @throws {ArgumentError} naming the entry that does not fit
   */
  static fromJSON(json: unknown): Network {
    const refuse: Refuse = (place, expected, received) =>
      refuseArgument(place === 'top level' ? 'json' : `json.${place}`, expected, received);
    return new Network(parseModel(json, refuse));
  }

  /**
   * Reads a model file, told by its ending: `.json` (kinkless-model/1), `.npz` (arrays `W_1`, `b_1`, …, the weights d_l × d_{l−1}) or
   * `.safetensors` (a PyTorch `Sequential` of `Linear`: `0.weight`, `0.bias`, `2.weight`, …). Files of the last two kinds may hold `slopes`,
   * as an array or in the metadata; for those that do not, `slopes` gives one negative slope per hidden layer or one for all, 0 if left out.
   *
   * @throws {ArgumentError} if `slopes` does not fit, or the file has its own
   * @throws {FileError} naming the file, the place in it and what was expected there
   */
  static async read(path: string, read: { readonly slopes?: number | readonly number[] | undefined } = {}): Promise<Network> {
    const file = filePath('path', path);
    const { slopes } = options('options', read, ['slopes']);
    requireEnding(file, modelEndings);
    return new Network(parseModelFile(file, await readBytes(file), slopes));
  }

  /** d_0. */
  get inputs(): number {
    return this.widths[0]!;
  }

  /** C = d_L. */
  get outputs(): number {
    return this.widths.at(-1)!;
  }

  /** d_1 … d_{L−1}. */
  get hidden(): readonly number[] {
    return this.widths.slice(1, -1);
  }

  /** Copies of the parameters of layers 1 … L. */
  get layers(): readonly Layer[] {
    return unpackParameters(this.#packed, this.widths, this.biases);
  }

  /** A copy of all parameters: vec of every W̄_l = [W_l b_l], row-major, layer after layer; P numbers. */
  parameters(): Float64Array {
    return this.#packed.slice();
  }

  /**
   * A network of the same shape and slopes with other parameters, in the order of {@link parameters}.
   *
   * @throws {ArgumentError} unless they are P finite numbers
   */
  withParameters(parameters: Float64Array | readonly number[]): Network {
    const packed = numbers('parameters', parameters, this.parameterCount);
    return new Network({ layers: unpackParameters(packed, this.widths, this.biases), slopes: Float64Array.from(this.slopes) });
  }

  /** The value of a model file. `JSON.stringify` writes −0 as 0; {@link write} keeps it. */
  toJSON(): ModelJson {
    return {
      format: 'kinkless-model/1',
      inputs: this.inputs,
      slopes: [...this.slopes],
      layers: this.layers.map(({ weights, bias }) => ({ weights: nestedRows(weights), ...(bias && { bias: Array.from(bias) }) })),
    };
  }

  /**
   * Writes a model file whose numbers read back exactly. The file is replaced as a whole or not at all.
   *
   * @throws {FileError} if it cannot be written or does not end in `.json`
   */
  async write(path: string): Promise<void> {
    const file = filePath('path', path);
    requireEnding(file, ['.json']);
    await writeAtomically(file, modelText({ layers: this.layers, slopes: Float64Array.from(this.slopes) }));
  }

  /**
   * The outputs V_L, N × C, for the inputs X, N × d_0, one row per sample.
   *
   * @throws {ArgumentError} unless `inputs` is a matrix of finite numbers with d_0 columns
   * @throws {OverflowError} when an output does not fit float64
   * @throws {KinklessError} ERR_MEMORY when there is too little memory
   */
  predict(inputs: Matrix | readonly (readonly number[])[]): Matrix {
    const { data, rows } = matrix('inputs', inputs, { columns: this.inputs });
    requireSize('inputs', this, rows);
    const out = allocate('inputs', rows * this.outputs, refuseArgument);
    const status = loadAddon().addon.predict(
      {
        widths: Int32Array.from(this.widths),
        slopes: Float64Array.from(this.slopes),
        bias: Uint8Array.from(this.biases, Number),
        parameters: this.#packed,
        samples: rows,
        inputs: data,
        masks: new Float64Array(0),
      },
      out,
    );
    if (status !== 0) throw coreFailure(status);
    if (!out.every(Number.isFinite)) throw new OverflowError('an output');
    return Object.freeze({ data: out, rows, columns: this.outputs });
  }
}
