import type { Claim } from './Claim.js';

/** The numbers of one attempt, as the core computes them; see `native/core/certify/certification.h`. */
export interface Proof {
  readonly claim: Claim;
  /** 1 certified, 0 open, −1 refuted. */
  readonly outcome: number;
  readonly cause: number;
  readonly layer: number;
  readonly unit: number;
  readonly sample: number;
  readonly openKink: number;
  readonly rows: number;
  readonly modularRank: number;
  /** 1: all weights and biases move, 0: those of the last hidden layer. */
  readonly allLayers: number;
  readonly newton: number;
  readonly sigmaMin: number;
  readonly sigmaStated: number;
  readonly radius: number;
  readonly radiusLimit: number;
  readonly frobenius: number;
  readonly residualLower: number;
  readonly residualUpper: number;
  /** (unit, sample, multiplier) of each triple on its kink. */
  readonly kinks: readonly (readonly [number, number, number])[];
}
