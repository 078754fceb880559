import type { Network } from '../network/Network.js';
import type { PredictedMse } from './CheckReport.js';
import type { Judgement } from './Judgement.js';

/** For one output, targets ±1 and a rank of Ḡ that is known to be below N; see {@link PredictedMse}. */
export function predictMse(network: Network, samples: number, judgement: Judgement): PredictedMse | null {
  const { extendedRank: rank, extendedUndecided, misclassified } = judgement;
  if (network.outputs > 1 || misclassified < 0 || extendedUndecided > 0 || rank === samples) return null;
  return { expectation: 1 - rank / samples, deviation: Math.sqrt(2 * Math.min(rank, samples - rank)) / samples };
}
