import { expect, test } from '@jest/globals';
import { verify } from '../../src/certify/checker.js';
import { falseIn } from '../oracle/falseIn.js';
import { deepClaims, minimumClaim, rankClaims } from '../support/trueClaims.js';
import type { StoredCertificate } from '../support/claimOf.js';

/** Set to a number of seeds for a campaign: CERTIFICATE_SEEDS=20000 npm run jest -- test/certify/checkerExact */
const SEEDS = Number(process.env.CERTIFICATE_SEEDS ?? 150);

const LEVELS = ['float64', 'exact'] as const;

/** By claim: how many are true, accepted, and accepted although they are not true. */
function tally(certificates: readonly StoredCertificate[]): Record<string, { true: number; accepted: number }> {
  const counts: Record<string, { true: number; accepted: number }> = {};
  for (const [k, certificate] of certificates.entries()) {
    const { claim, sigmaMin } = certificate.statement;
    const count = (counts[sigmaMin === 0 ? `${claim} without sigmaMin` : claim] ??= { true: 0, accepted: 0 });
    const truth = falseIn(certificate) === '';
    for (const level of LEVELS) {
      const { valid, reason } = verify(certificate, { level });
      if (valid && !truth) throw new Error(`certificate ${String(k)} is accepted (${level}: ${reason}) although it is false`);
      if (valid) count.accepted += 0.5;
    }
    if (truth) count.true++;
  }
  return counts;
}

test(
  'claims of rank and zero loss: none is accepted that exact fractions refute, and most true ones are accepted',
  () => {
    const counts = tally(Array.from({ length: SEEDS }, (_, seed) => rankClaims(seed)).flat());
    for (const { true: holds, accepted } of Object.values(counts)) {
      expect(holds).toBeGreaterThan(SEEDS / 20);
      // A distance is bounded by residual over sigmaMin, which many a claim of these is too tight for.
      expect(accepted).toBeGreaterThan(0.5 * holds);
    }
  },
  Math.max(60_000, 100 * SEEDS),
);

test(
  'claims about deeper networks: none is accepted that exact fractions refute, and some of each kind are accepted',
  () => {
    const counts: Record<string, number> = {};
    // Newton's method in fractions is slow: for the smallest of them, and where it decides something.
    for (let seed = 0; seed < SEEDS / 3; seed++)
      for (const certificate of deepClaims(seed)) {
        const { network, claim, layer } = certificate.statement;
        if (network.weights.reduce((sum, { shape }) => sum + shape[0]! * shape[1]!, 0) > 18) continue;
        const accepted = LEVELS.filter((level) => verify(certificate, { level }).valid);
        if (accepted.length === 0) continue;
        expect(`${String(seed)} ${claim}: ${falseIn(certificate)}`).toBe(`${String(seed)} ${claim}: `);
        const kind = `${claim} ${layer === 0 ? 'by all layers' : ''}`;
        counts[kind] = (counts[kind] ?? 0) + accepted.length;
      }
    expect(Object.keys(counts).sort()).toEqual(['full-rank ', 'zero-loss-nearby ', 'zero-loss-nearby by all layers']);
  },
  Math.max(60_000, 1000 * SEEDS),
);

test.each([2 ** -40, 2 ** -20])(
  'claims of local minima %p from the stated point: none is accepted that exact fractions refute, and most true ones are accepted',
  (away) => {
    const counts = tally(Array.from({ length: 6 * SEEDS }, (_, seed) => minimumClaim(seed, away)));
    for (const { true: holds, accepted } of Object.values(counts)) {
      expect(holds).toBeGreaterThan(SEEDS / 100);
      // Among small integers many an output weight is 0, and many a dead unit can move without a change to first order: other proofs.
      expect(accepted).toBeGreaterThan(0.03 * holds);
    }
  },
  Math.max(60_000, 100 * SEEDS),
);
