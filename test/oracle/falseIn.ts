import { problemOf, type StoredCertificate } from '../support/claimOf.js';
import { falseInMinimum } from './falseInMinimum.js';
import { falseInRegion } from './falseInRegion.js';

/**
 * What is false about the claim of a certificate, in exact fractions and without bounds of any kind, for tiny networks: nothing if it is true; `open`
 * where fractions do not tell. Of a claim of a minimum, the point that the witness leads to is what is judged.
 */
export function falseIn(certificate: StoredCertificate): string {
  const { statement, witness } = certificate;
  const problem = problemOf(certificate);
  if (!statement.claim.endsWith('minimum')) return falseInRegion(statement.claim, problem, statement);
  const second = statement.spurious === null ? undefined : problemOf(certificate, statement.spurious.weights);
  return falseInMinimum(problem, statement, witness.onKink ?? [], second);
}
