import { abortSignal, filePath, finite, integer, numbers, options, refuseArgument, seed as seedOf } from '../arguments.js';
import { nestedRows } from '../files/nestedRows.js';
import { readBytes } from '../files/readBytes.js';
import { requireEnding } from '../files/requireEnding.js';
import { writeAtomically } from '../files/writeAtomically.js';
import type { Matrix } from '../Matrix.js';
import { dataEndings } from './dataEndings.js';
import type { DatasetJson } from './DatasetJson.js';
import type { DatasetParts } from './DatasetParts.js';
import { datasetText } from './datasetText.js';
import { drawMask } from './drawMask.js';
import { gaussianData } from './gaussianData.js';
import { isSpecification } from './isSpecification.js';
import type { MaskSpecification } from './MaskSpecification.js';
import { mnistData } from './mnistData.js';
import { parseDataset } from './parseDataset.js';
import { parseDatasetFile } from './parseDatasetFile.js';
import { parseDatasetParts } from './parseDatasetParts.js';
import { parseDataSpecification } from './parseDataSpecification.js';
import { parseMasks } from './parseMasks.js';
import { parseTargetColumns } from './parseTargetColumns.js';
import { splitData } from './splitData.js';
import type { TargetColumns } from './TargetColumns.js';

/** Rows of numbers, in either form. */
type Rows = Matrix | readonly (readonly number[])[];
type Masks = MaskSpecification | readonly Rows[];

const COUNT = { min: 1, max: 2 ** 31 - 1 };

/**
 * Samples, their targets, and optionally masks: the same for everything that is done with them. Arrays are copied on the way in. Those
 * handed out are the data set's own: do not write to them, and do not transfer them.
 */
export class Dataset {
  /** N. */
  readonly samples: number;
  /** X, N × d_0, one row per sample. */
  readonly inputs: Matrix;
  /** Y, N × C, one row per sample. */
  readonly targets: Matrix;
  /** E_l, N × d_l for every hidden layer; or how they are drawn for a network's widths (see {@link resolveMasks}); undefined: none. */
  readonly masks: MaskSpecification | readonly Matrix[] | undefined;

  /** Tells data sets from what looks like them. */
  readonly #made = true;

  private constructor({ inputs, targets, masks }: DatasetParts) {
    this.samples = inputs.rows;
    this.inputs = inputs;
    this.targets = targets;
    this.masks = masks;
    Object.freeze(this);
  }

  /** Whether `value` is a data set of this package, and no proxy of one. */
  static is(value: unknown): value is Dataset {
    return typeof value === 'object' && value !== null && #made in value;
  }

  /**
   * Inputs that are independent standard normal numbers, and one target −1 or 1 with equal probability. The same seed gives the same data
   * on every machine; `seed` is 0 if left out.
   *
   * @throws {ArgumentError} naming the option that does not fit
   */
  static gaussian(gaussian: {
    readonly samples: number;
    readonly inputs: number;
    readonly seed?: number | undefined;
    readonly masks?: Masks | undefined;
  }): Dataset {
    const { samples: count, inputs, seed = 0, masks } = options('options', gaussian, ['samples', 'inputs', 'seed', 'masks']);
    const samples = integer('samples', count, COUNT);
    const data = gaussianData(samples, integer('inputs', inputs, COUNT), seedOf('seed', seed));
    return new Dataset({ ...data, masks: parseMasks(masks, samples, refuseArgument) });
  }

  /**
   * Digits of MNIST, from a folder that holds its `train-*` or `t10k-*` files (`train-*` if both), plain or `.gz`: `samples` of them, drawn
   * without replacement. Targets are −1 for the digits 0–4 and 1 for 5–9. Inputs are the pixels, scaled to [0, 1]; or, with the option
   * `inputs`, that many principal components of the drawn samples, each with mean 0 and mean square 1.
   *
   * @throws {ArgumentError} naming the option that does not fit: more samples than there are, more components than the samples have
   * @throws {FileError} naming the file, the place in it and what was expected there
   */
  static async mnist(
    directory: string,
    mnist: {
      readonly samples: number;
      readonly seed?: number | undefined;
      readonly inputs?: number | undefined;
      readonly masks?: Masks | undefined;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<Dataset> {
    const folder = filePath('directory', directory);
    const given = options('options', mnist, ['samples', 'seed', 'inputs', 'masks', 'signal']);
    const samples = integer('samples', given.samples, COUNT);
    const data = await mnistData(folder, {
      samples,
      seed: seedOf('seed', given.seed === undefined ? 0 : given.seed),
      components: given.inputs === undefined ? undefined : integer('inputs', given.inputs, COUNT),
      signal: abortSignal('options.signal', given.signal),
    });
    return new Dataset({ ...data, masks: parseMasks(given.masks, samples, refuseArgument) });
  }

  /**
   * A data set of given numbers, one row per sample. `targets` may be a flat list when C = 1; `masks` has one N × d_l matrix for each
   * hidden layer of the networks it is meant for, or says how they are drawn.
   *
   * @throws {ArgumentError} naming the entry that does not fit, such as `inputs[3][1]`
   */
  static from(parts: {
    readonly inputs: Rows;
    readonly targets: Rows | readonly number[] | Float64Array;
    readonly masks?: Masks | undefined;
  }): Dataset {
    const given = options('parts', parts, ['inputs', 'targets', 'masks']);
    return new Dataset(parseDatasetParts(given, refuseArgument));
  }

  /**
   * The data set of a data file's JSON value (kinkless-data/1), as {@link toJSON} gives it.
   *
   * @throws {ArgumentError} naming the entry that does not fit
   */
  static fromJSON(json: unknown): Dataset {
    return new Dataset(
      parseDataset(json, (place, expected, received) =>
        refuseArgument(place === 'top level' ? 'json' : `json.${place}`, expected, received),
      ),
    );
  }

  /**
   * Reads a data file, told by its ending: `.json` (kinkless-data/1), `.npz` (arrays `X`, `y`, `mask_1`, …), or a table with one row per
   * sample, `.csv` or `.npy`. Of a table, `targets` says which columns are the targets: those of these names, in this order, or this many of
   * the last ones, 1 if left out; all others are inputs. Other files say it themselves. The first line of a CSV file may hold names.
   *
   * @throws {ArgumentError} if `targets` does not fit, or the file says itself what its targets are
   * @throws {FileError} naming the file, the place in it and what was expected there
   */
  static async read(path: string, read: { readonly targets?: TargetColumns | undefined } = {}): Promise<Dataset> {
    const file = filePath('path', path);
    const { targets } = options('options', read, ['targets']);
    const columns = parseTargetColumns(targets);
    requireEnding(file, dataEndings);
    return new Dataset(parseDatasetFile(file, await readBytes(file), columns));
  }

  /**
   * The data set of a data specification: `gaussian:N=100,d=25,seed=1`, `mnist:DIR,N=200,seed=1[,d=25]` or the path of a data file (a table
   * with optional `,targets=3` or `,targets=a+b`: a number of last columns, or names), each with optional `,mask=gaussian,sigma=0.1,mask-seed=1` (or `mask=bernoulli,keep=…`, `mask=uniform,delta=…`, `mask=none`).
   *
   * @throws {ArgumentError} naming what does not fit
   * @throws {FileError} naming the file, the place in it and what was expected there
   */
  static async parse(specification: string, parse: { readonly signal?: AbortSignal | undefined } = {}): Promise<Dataset> {
    const { signal } = options('options', parse, ['signal']);
    const abort = abortSignal('options.signal', signal);
    const parsed = parseDataSpecification(specification);
    abort?.throwIfAborted();
    switch (parsed.kind) {
      case 'gaussian': {
        const { samples, inputs, seed, masks } = parsed;
        return Dataset.gaussian({ samples, inputs, seed, masks });
      }
      case 'mnist': {
        const { directory, samples, inputs, seed, masks } = parsed;
        return Dataset.mnist(directory, { samples, inputs, seed, masks, signal: abort });
      }
      case 'file': {
        const data = await Dataset.read(parsed.path, { targets: parsed.targets });
        if (parsed.masks === undefined) return data;
        if (data.masks !== undefined) refuseArgument('mask', `none, since ${parsed.path} has masks of its own`, parsed.masks.kind);
        return new Dataset({ inputs: data.inputs, targets: data.targets, masks: parsed.masks });
      }
    }
  }

  /**
   * Splits the samples at random: `validation` of them (a share between 0 and 1) are held out. Masks given as matrices go with their samples;
   * a specification draws them anew for both parts.
   *
   * @throws {ArgumentError} unless both parts have a sample
   */
  split(split: { readonly validation: number; readonly seed?: number | undefined }): {
    readonly training: Dataset;
    readonly validation: Dataset;
  } {
    const { validation: wanted, seed = 0 } = options('options', split, ['validation', 'seed']);
    const share = finite('validation', wanted, { min: 0, max: 1, exclusive: true });
    const held = Math.round(share * this.samples);
    if (held === 0 || held === this.samples)
      refuseArgument('validation', `a share that leaves both parts of ${String(this.samples)} samples one`, String(share));
    const [validation, training] = splitData(this, held, seedOf('seed', seed));
    return Object.freeze({ training: new Dataset(training), validation: new Dataset(validation) });
  }

  /**
   * The masks for a network whose hidden layers have the given widths, N × d_l each; undefined if there are none. Drawn masks come from the
   * stream `masks`: the same seed gives the same masks everywhere.
   *
   * @throws {ArgumentError} if the masks are matrices that do not fit these widths
   */
  resolveMasks(hiddenWidths: readonly number[]): readonly Matrix[] | undefined {
    const widths = Array.from(numbers('hiddenWidths', hiddenWidths), (width, l) => integer(`hiddenWidths[${String(l)}]`, width, COUNT));
    const { masks, samples } = this;
    if (masks === undefined) return undefined;
    if (isSpecification(masks)) {
      if (masks.kind === 'none') return undefined;
      return widths.map((columns, l) => Object.freeze({ data: drawMask(masks, l + 1, samples * columns)!, rows: samples, columns }));
    }
    if (masks.length !== widths.length) {
      refuseArgument('masks', `${String(widths.length)} matrices, one for each hidden layer of the network`, String(masks.length));
    }
    return masks.map((mask, l) => {
      if (mask.columns === widths[l]) return mask;
      return refuseArgument(
        `masks[${String(l)}]`,
        `${String(widths[l])} columns, one for each unit of hidden layer ${String(l + 1)}`,
        String(mask.columns),
      );
    });
  }

  /** The value of a data file. `JSON.stringify` writes −0 as 0; {@link write} keeps it. */
  toJSON(): DatasetJson {
    const { inputs, targets, masks } = this;
    return {
      format: 'kinkless-data/1',
      inputs: nestedRows(inputs),
      targets: nestedRows(targets),
      ...(masks && { masks: isSpecification(masks) ? masks : masks.map(nestedRows) }),
    };
  }

  /**
   * Writes a data file whose numbers read back exactly. The file is replaced as a whole or not at all.
   *
   * @throws {FileError} if it cannot be written or does not end in `.json`
   */
  async write(path: string): Promise<void> {
    const file = filePath('path', path);
    requireEnding(file, ['.json']);
    await writeAtomically(file, datasetText(this));
  }
}
