import type { CertificateArray } from './CertificateArray.js';
import type { Claim } from './Claim.js';

/** The value of a certificate file (kinkless-certificate/1). Only `statement` is claimed; whoever checks it needs to trust nothing else. */
export interface Certificate {
  readonly format: 'kinkless-certificate/1';
  readonly statement: Statement;
  /** Hints for a checker. */
  readonly witness: Witness;
  readonly producer: Producer;
}

/** Those that the claim has. */
export interface ClaimNumbers {
  /** σ_min(Ḡ), or where `layer` is 0 that of the Jacobian, is at least this; 0 where the rank alone is claimed. */
  readonly sigmaMin?: number;
  /**
   * How far the exact point is at most (Frobenius norm), in absorbed weights W̃ = diag(w_L) W̄ of the layer that moves and the output bias; in
   * all weights and biases where `layer` is 0.
   */
  readonly radius?: number;
  /** Bounds on the loss (1/2N) Σe² at the exact point. */
  readonly lossLower?: number;
  readonly lossUpper?: number;
  /** The hidden layer whose weights move, from 1; 0: all of them. */
  readonly layer?: number;
}

export interface Statement extends ClaimNumbers {
  readonly semantics: string;
  readonly claim: Claim;
  /** The claim in words. */
  readonly sentence: string;
  readonly network: {
    /** d_0 … d_L. */
    readonly widths: readonly number[];
    readonly slopes: readonly number[];
    readonly bias: readonly boolean[];
    /** W̄_l = [W_l b_l], d_l × d_{l−1}, one column more with a bias. */
    readonly weights: readonly CertificateArray[];
  };
  readonly data: {
    /** N × d_0. */
    readonly inputs: CertificateArray;
    /** N × 1. */
    readonly targets: CertificateArray;
    /** N × d_l for each hidden layer, or none. */
    readonly masks: readonly CertificateArray[] | null;
    /** Of the bytes of inputs, targets and masks, one after the other. */
    readonly sha256: string;
  };
  /** A second point, whose loss is at most `lossUpper`, below `lossLower`. */
  readonly spurious: { readonly weights: readonly CertificateArray[]; readonly lossUpper: number } | null;
}

export interface Witness {
  /** A shift τ with K − τ I positive definite for the Gram matrix K = ḠᵀḠ. */
  readonly tau?: number;
  /** The triples on their kink, as (unit, sample). */
  readonly onKink?: readonly (readonly [number, number])[];
  /** Their multipliers, rounded; samples whose inputs are parallel share that of the first of them. 0 of units without multipliers. */
  readonly multipliers?: readonly number[];
}

export interface Producer {
  readonly name: string;
  readonly version: string;
  readonly date: string;
  readonly arithmetic: string;
  readonly milliseconds: number;
}
