import type { Dataset } from '../data/Dataset.js';
import { loadAddon } from '../native/loadAddon.js';
import type { Network } from '../network/Network.js';
import { version } from '../version.js';
import type { Certificate, ClaimNumbers, Statement, Witness } from './Certificate.js';
import { packData } from './packData.js';
import { packWeights } from './packWeights.js';
import type { Proof } from './Proof.js';
import { semantics } from './semantics.js';
import { sentence } from './sentence.js';

/** `began` is when the proof began, in `performance.now()`. */
export function makeCertificate(
  network: Network,
  data: Dataset,
  proof: Proof,
  numbers: ClaimNumbers & Pick<Statement, 'spurious'>,
  began: number,
): Certificate {
  const { claim } = proof;
  const statement: Statement = {
    semantics,
    claim,
    sentence: sentence(claim, numbers, network.hidden.length),
    network: {
      widths: network.widths,
      slopes: network.slopes,
      bias: network.biases,
      weights: packWeights(network),
    },
    data: packData(data, network.hidden),
    ...numbers,
  };
  const { core, blas } = loadAddon().addon.info();
  return Object.freeze({
    format: 'kinkless-certificate/1',
    statement: Object.freeze(statement),
    witness: Object.freeze(witness(proof)),
    producer: Object.freeze({
      name: 'kinkless',
      version: version(),
      date: new Date().toISOString(),
      arithmetic: `float64, rounded to nearest, with a-priori bounds; ${blas.split(' ').slice(0, 2).join(' ')} on ${core}`,
      milliseconds: Number((performance.now() - began).toFixed(3)),
    }),
  });
}

function witness({ claim, sigmaMin, sigmaStated, kinks }: Proof): Witness {
  if (claim === 'kink-minimum')
    return { onKink: kinks.map(([unit, sample]) => [unit, sample] as const), multipliers: kinks.map(([, , multiplier]) => multiplier) };
  // K − τ I is positive definite for τ < σ²: what is stated squared is less, and this is between them.
  return claim === 'local-minimum' || sigmaStated === 0 ? {} : { tau: (sigmaMin ** 2 + sigmaStated ** 2) / 2 };
}
