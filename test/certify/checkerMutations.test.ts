import { expect, test } from '@jest/globals';
import { verify } from '../../src/certify/checker.js';
import { falseIn } from '../oracle/falseIn.js';
import { generator } from '../oracle/randomProblem.js';
import { hashOf, type StoredCertificate } from '../support/claimOf.js';
import { breakages, changes } from '../support/damage.js';
import { minimumClaim, rankClaims } from '../support/trueClaims.js';

/** Set to a number of damaged certificates for a campaign: MUTATIONS=100000 npm run jest -- test/certify/checkerMutations */
const MUTATIONS = Number(process.env.MUTATIONS ?? 2100);

const CLAIMS = ['full-rank', 'zero-loss-nearby', 'local-minimum', 'kink-minimum'];
const EACH = 8;

/** Certificates that the checker accepts, as many of every claim. */
function accepted(): StoredCertificate[] {
  const found = new Map(CLAIMS.map((claim) => [claim, [] as StoredCertificate[]]));
  for (let seed = 0; [...found.values()].some((list) => list.length < EACH); seed++)
    for (const certificate of [...rankClaims(seed), minimumClaim(seed, 2 ** -40)]) {
      const list = found.get(certificate.statement.claim)!;
      if (list.length < EACH && verify(certificate, { level: 'float64' }).valid) list.push(certificate);
    }
  return [...found.values()].flat();
}

test(
  'of thousands of damaged certificates none is accepted whose claim exact fractions refute, and none that is broken',
  () => {
    const next = generator(7);
    const all = { ...changes, ...breakages };
    const names = Object.keys(all);
    const originals = accepted();
    const counts = { accepted: 0, refused: 0 };
    const claims: Record<string, number> = {};
    for (let k = 0; k < MUTATIONS; k++) {
      const original = originals[Math.floor(next() * originals.length)]!;
      const certificate = structuredClone(original);
      const name = names[k % names.length]!;
      all[name]!(certificate, next);
      const level = k % 2 === 0 ? 'float64' : 'exact';
      if (Object.hasOwn(breakages, name)) {
        expect([name, verify(certificate, { level }).valid]).toEqual([name, false]);
        continue;
      }
      certificate.statement.data.sha256 = hashOf(certificate.statement.data);
      const { valid, reason } = verify(certificate, { level });
      const truth = valid && falseIn(certificate) === '';
      expect([k, name, reason, valid && !truth]).toEqual([k, name, reason, false]);
      counts[valid ? 'accepted' : 'refused']++;
      claims[original.statement.claim] = (claims[original.statement.claim] ?? 0) + 1;
    }
    // Both happen: small changes leave claims with room true, and most others do not.
    expect(counts.accepted).toBeGreaterThan(MUTATIONS / 20);
    expect(counts.refused).toBeGreaterThan(MUTATIONS / 5);
    expect(Object.keys(claims).sort()).toEqual([...CLAIMS].sort());
  },
  Math.max(60_000, 30 * MUTATIONS),
);
