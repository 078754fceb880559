import { abortSignal, oneOf, options as parseOptions } from '../arguments.js';
import type { Dataset } from '../data/Dataset.js';
import { ArgumentError } from '../errors.js';
import { requireHidden } from '../landscape/requireHidden.js';
import type { RawProblem } from '../native/addon.js';
import type { JobOptions } from '../native/runJob.js';
import { Network } from '../network/Network.js';
import { packProblem } from '../train/packProblem.js';
import { requireProblem } from '../train/requireProblem.js';
import type { Certification } from './Certification.js';
import { isCheckable } from './checker.js';
import type { Claim } from './Claim.js';
import { claims } from './claims.js';
import { explain } from './explain.js';
import { isInRange } from './isInRange.js';
import { lossBelow } from './lossBelow.js';
import { makeCertificate } from './makeCertificate.js';
import type { Proof } from './Proof.js';
import { prove } from './prove.js';
import { statedNumbers } from './statedNumbers.js';

export interface CertifyOptions {
  /**
   * `auto`, the default: on a kink `kink-minimum`; else the first of `zero-loss-nearby`, `local-minimum` (one hidden layer) and `full-rank`
   * that is proved.
   */
  readonly claim?: Claim | 'auto' | undefined;
  /** Weights of the same shape whose loss may be lower: a `local-minimum` or `kink-minimum` is certified to be spurious where it provably is. */
  readonly lower?: Network | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The core's number for a point on a kink. */
const ON_KINK = 1;

/**
 * Proves a claim about the exact real network with these stored weights and data, for networks with one output. A certificate holds all
 * that is needed to check it without this package.
 *
 * @throws {ArgumentError} naming the argument that does not fit: `local-minimum` and `kink-minimum` take one hidden layer
 * @throws {OverflowError} when numbers do not fit float64
 * @throws {KinklessError} ERR_MEMORY when there is too little memory
 * @throws `options.signal.reason` when aborted
 */
export async function certify(network: Network, data: Dataset, options: CertifyOptions = {}): Promise<Certification> {
  requireProblem(network, data);
  const given = parseOptions('options', options, ['claim', 'lower', 'signal']);
  const claim = oneOf('options.claim', given.claim ?? 'auto', ['auto', ...claims]);
  const signal = abortSignal('options.signal', given.signal);
  requireHidden(network);
  if (network.outputs !== 1) throw new ArgumentError('network', 'one output', `${String(network.outputs)} outputs`);
  const shallow = network.hidden.length === 1;
  if (!shallow && (claim === 'local-minimum' || claim === 'kink-minimum'))
    throw new ArgumentError('network', `one hidden layer for ${claim}`, `${String(network.hidden.length)} hidden layers`);
  const lower = given.lower === undefined ? undefined : requireShape(network, given.lower);
  const began = performance.now();
  const problem = packProblem(network, data);
  if (!isInRange(problem)) {
    const reason = 'Some number of the weights or data is neither 0 nor between 2^-100 and 2^100 in size.';
    return Object.freeze({
      outcome: 'inconclusive',
      claim: claim === 'auto' ? 'full-rank' : claim,
      reason,
      missing: 'numbers of such sizes',
    });
  }
  const proof = await attempt(problem, claim, shallow, { signal });
  if (proof.outcome !== 1) {
    const { reason, missing, evidence } = explain(proof, data.samples);
    return proof.outcome < 0
      ? Object.freeze({ outcome: 'refuted', claim: proof.claim, reason, evidence: Object.freeze(evidence) })
      : Object.freeze({ outcome: 'inconclusive', claim: proof.claim, reason, missing });
  }
  if (!isCheckable(network.widths, data.samples))
    return Object.freeze({
      outcome: 'inconclusive',
      claim: proof.claim,
      reason: 'The claim is proved, but of a larger problem than the checker takes, which makes no certificate.',
      missing: 'at most 8191 samples and units of a layer, and 10^9 products for the outputs of one',
    });
  const numbers = statedNumbers(proof, network.biases.length, data.samples);
  if (numbers.lossLower === 0)
    return Object.freeze({
      outcome: 'inconclusive',
      claim: proof.claim,
      reason: 'There is a local minimum nearby, but its loss may be zero.',
      missing: 'a loss that is surely positive',
    });
  const spurious =
    lower === undefined || numbers.lossLower === undefined ? null : await lossBelow(lower, data, numbers.lossLower, { signal });
  const certificate = makeCertificate(network, data, proof, { ...numbers, spurious }, began);
  return Object.freeze({ outcome: 'certified', claim: proof.claim, reason: certificate.statement.sentence, certificate });
}

/** The first claim that is proved; else the first attempt. */
async function attempt(problem: RawProblem, claim: Claim | 'auto', shallow: boolean, job: JobOptions): Promise<Proof> {
  if (claim !== 'auto') return prove(problem, claim, job);
  const zero = await prove(problem, 'zero-loss-nearby', job);
  if (zero.outcome === 1) return zero;
  if (zero.cause === ON_KINK) return shallow ? prove(problem, 'kink-minimum', job) : zero;
  for (const other of shallow ? (['local-minimum', 'full-rank'] as const) : (['full-rank'] as const)) {
    const proof = await prove(problem, other, job);
    if (proof.outcome === 1) return proof;
  }
  return zero;
}

function requireShape(network: Network, lower: unknown): Network {
  const fits =
    Network.is(lower) &&
    String(lower.widths) === String(network.widths) &&
    String(lower.slopes) === String(network.slopes) &&
    String(lower.biases) === String(network.biases);
  if (!fits)
    throw new ArgumentError(
      'options.lower',
      'a Network of the same widths, slopes and biases',
      Network.is(lower) ? 'another shape' : typeof lower,
    );
  return lower;
}
