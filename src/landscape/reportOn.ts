import type { Dataset } from '../data/Dataset.js';
import type { Network } from '../network/Network.js';
import type { CheckReport, JacobianRank, KinkReport, LayerRank, MeasuredAt, ParameterPlace } from './CheckReport.js';
import { judgeGuarantee } from './judgeGuarantee.js';
import type { Judgement } from './Judgement.js';
import { judgeVerdict } from './judgeVerdict.js';

/** Turns the core's numbers into the report that users see. */
export function reportOn(network: Network, data: Dataset, j: Judgement): CheckReport {
  const { samples } = data;
  const residuals = samples * network.outputs;
  const { verdict, reason } = judgeVerdict(j, { hiddenLayers: network.hidden.length, outputs: network.outputs, residuals });
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
    residual: { infNorm: j.residualMax, tolerance: j.residualTolerance },
    gradient: measured(network, j.gradientMax, j.gradientTolerance, j.gradientAt),
    criticality: measured(network, j.criticalityMax, j.criticalityTolerance, j.criticalityAt),
    kinks: kinks(j),
    ranks: network.outputs === 1 ? [hiddenRank(network, samples, j)] : [],
    jacobian: jacobian(network, residuals, j),
    hessian: null,
    hessianReason: 'This version does not compute the Hessian.',
    guarantee: judgeGuarantee(network, data, j),
  });
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
