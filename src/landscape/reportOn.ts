import type { Dataset } from '../data/Dataset.js';
import type { Network } from '../network/Network.js';
import type { CheckReport, Descent, JacobianRank, KinkReport, LayerRank, MeasuredAt, Multiplier, ParameterPlace } from './CheckReport.js';
import { hessianReport } from './hessianReport.js';
import { judgeGuarantee } from './judgeGuarantee.js';
import type { Judgement } from './Judgement.js';
import { MULTIPLIER_NUMBERS } from './multiplierRoom.js';
import { judgeVerdict } from './judgeVerdict.js';
import { predictMse } from './predictMse.js';
import type { SpectrumReport } from './spectrum/SpectrumReport.js';

/** P × P matrices that the core holds at one time to find eigenvalues and steps. */
const HESSIAN_COPIES = 4;

/** The report that users see; `jacobian` is null where its rank was neither asked for nor needed. */
export interface PointReport extends Omit<CheckReport, 'jacobian'> {
  readonly jacobian: JacobianRank | null;
}

/** Turns the core's numbers into a report. */
export function reportOn(network: Network, data: Dataset, j: Judgement, withHessian: boolean, spectrum?: SpectrumReport): PointReport {
  const { samples } = data;
  const residuals = samples * network.outputs;
  const shape = { hiddenLayers: network.hidden.length, outputs: network.outputs, residuals, parameters: network.parameterCount };
  const { verdict, reason } = judgeVerdict(j, shape);
  const classified = j.misclassified >= 0;
  return deepFreeze({
    format: 'kinkless-check/1',
    verdict,
    reason,
    samples,
    parameters: network.parameterCount,
    loss: j.squares / (2 * samples),
    mse: j.squares / samples,
    mce: classified ? j.misclassified / samples : null,
    ...(classified && { samplesMisclassified: j.misclassified }),
    predictedMse: predictMse(network, samples, j),
    residual: { infNorm: j.residualMax, tolerance: j.residualTolerance },
    gradient: measured(network, j.gradientMax, j.gradientTolerance, j.gradientAt),
    criticality: measured(network, j.criticalityMax, j.criticalityTolerance, j.criticalityAt),
    kinks: kinks(j),
    ranks: network.outputs === 1 ? [hiddenRank(network, samples, j)] : [],
    jacobian: j.jacobianComputed === 1 ? jacobian(network, residuals, j) : null,
    hessian: hessianReport(j, network.parameterCount),
    hessianReason: hessianReason(network, j, withHessian),
    ...(spectrum !== undefined && { spectrum }),
    guarantee: judgeGuarantee(network, data, j),
    multipliers: multipliers(j),
    descent: descent(j),
  });
}

function hessianReason(network: Network, j: Judgement, asked: boolean): string {
  if (j.hessianComputed === 1) return '';
  if (!asked) return 'The Hessian was not asked for.';
  const parameters = network.parameterCount;
  const bytes = HESSIAN_COPIES * parameters ** 2 * Float64Array.BYTES_PER_ELEMENT;
  return `The dense Hessian is judged for at most 4096 parameters; with ${String(parameters)} it would take ${String(bytes)} bytes. The spectrum (spectrum: true, --spectrum) is computed without it.`;
}

function multipliers(j: Judgement): Multiplier[] | null {
  if (j.kinkProved === 0) return null;
  return Array.from({ length: j.multiplierCount }, (_, k) => {
    const [unit, sample, value, low, high] = j.multipliers.subarray(MULTIPLIER_NUMBERS * k);
    return { unit: unit!, sample: sample!, value: value! + 0, low: low! + 0, high: high! + 0 };
  });
}

function descent(j: Judgement): Descent | null {
  if (!(j.descentDrop > 0)) return null;
  const length = Math.hypot(...j.descent);
  // + 0: a direction has no negative zeros, which JSON would lose.
  return { drop: j.descentDrop, step: j.descentStep, direction: Array.from(j.descent, (value) => value / length + 0) };
}

function measured(network: Network, infNorm: number, tolerance: number, at: number): MeasuredAt {
  return { infNorm, tolerance, at: infNorm === 0 ? null : place(network, at) };
}

/** Where entry `index` of the packed parameters stands; one past the entries of layer 1 may be the output bias of the criticality. */
function place(network: Network, index: number): ParameterPlace {
  let offset = 0;
  for (const [l, bias] of network.biases.entries()) {
    const inputs = network.widths[l]!;
    const columns = inputs + Number(bias);
    const units = network.widths[l + 1]!;
    if (index < offset + units * columns) {
      const column = (index - offset) % columns;
      return { layer: l + 1, unit: Math.floor((index - offset) / columns), input: column < inputs ? column : 'bias' };
    }
    offset += units * columns;
  }
  return { layer: network.biases.length, unit: 0, input: 'bias' };
}

function kinks(j: Judgement): KinkReport {
  const some = j.kinksCarrying > 0;
  return {
    minAbs: some ? j.kinkMinAbs : null,
    at: some ? { layer: j.kinkLayer, unit: j.kinkUnit, sample: j.kinkSample } : null,
    distance: Number.isFinite(j.kinkDistance) ? j.kinkDistance : null,
    newtonStep: j.newtonStep < 0 ? null : j.newtonStep,
    onKink: j.onKink,
    carrying: j.kinksCarrying,
    exists: j.existence === 1 ? 'yes' : j.existence === 0 ? 'no' : 'unknown',
  };
}

function hiddenRank(network: Network, samples: number, j: Judgement): LayerRank {
  return {
    matrix: 'A∘V',
    layer: network.hidden.length,
    rank: j.hiddenRank,
    samples,
    full: isFull(j.hiddenRank, j.hiddenUndecided, j.hiddenDecided, samples),
    undecided: j.hiddenUndecided,
    equilibrated: j.hiddenEquilibrated === 1,
    sigmaMin: j.hiddenSigmaMin,
    sigmaMax: j.hiddenSigmaMax,
    tolerance: j.hiddenTolerance,
  };
}

function jacobian(network: Network, residuals: number, j: Judgement): JacobianRank {
  return {
    rank: j.jacobianRank,
    rows: network.parameterCount,
    samples: residuals,
    full: isFull(j.jacobianRank, j.jacobianUndecided, j.jacobianDecided, residuals),
    undecided: j.jacobianUndecided,
    equilibrated: j.jacobianEquilibrated === 1,
    sigmaMin: j.jacobianSigmaMin,
    sigmaMax: j.jacobianSigmaMax,
    tolerance: j.jacobianTolerance,
  };
}

/** Full, surely not full, or open. */
function isFull(rank: number, undecided: number, decided: number, columns: number): boolean | null {
  if (decided === 0) return null;
  if (rank === columns) return true;
  return rank + undecided < columns ? false : null;
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part as object);
  }
  return Object.freeze(value);
}
