import { guarded, oneOf, options as optionsOf, refuseArgument } from '../arguments.js';
import { Dataset } from '../data/Dataset.js';
import { KinklessError } from '../errors.js';
import { Network } from '../network/Network.js';
import { verify, type Verification } from './checker.js';
import { differenceFrom } from './differenceFrom.js';

export interface VerifyOptions {
  /** `'float64'` with rounding-error bounds, or `'exact'` in integers: slower, and without any analysis of rounding. Default `'float64'`. */
  readonly level?: 'float64' | 'exact' | undefined;
  /** The network that the certificate has to be about, number by number. */
  readonly network?: Network | undefined;
  /** The data set that the certificate has to be about, masks included. */
  readonly data?: Dataset | undefined;
}

/**
 * Checks a certificate: the value of a file, or what `certify` gives. Nothing in it but the statement counts, and the statement is proved anew
 * (docs/certificates.md). A certificate that proves nothing, or is about another network or other data, is not valid; this is no error. The
 * promise is settled by the calling thread's own work: up to a minute for thousands of samples.
 *
 * @throws {ArgumentError} naming the option that does not fit
 * @throws {KinklessError} ERR_ARITHMETIC where the process does not compute as IEEE 754 asks, for one because a library has been loaded that
 * flushes subnormal numbers
 */
export async function verifyCertificate(certificate: unknown, options: VerifyOptions = {}): Promise<Verification> {
  const given = optionsOf('options', options, ['level', 'network', 'data']);
  const level = given.level === undefined ? 'float64' : oneOf('level', given.level, ['float64', 'exact'] as const);
  const { network, data } = given;
  if (network !== undefined && !Network.is(network)) refuseArgument('network', 'a Network', 'something else');
  if (data !== undefined && !Dataset.is(data)) refuseArgument('data', 'a Dataset', 'something else');
  // A copy: what is compared is what was proved.
  const copy = guarded('certificate', 'a value that JSON can hold', refuseArgument, () => {
    const text = JSON.stringify(certificate) as string | undefined;
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  });
  let verification: Verification;
  try {
    verification = verify(copy, { level });
  } catch (error) {
    throw new KinklessError('ERR_ARITHMETIC', error instanceof Error ? error.message : String(error), { cause: error });
  }
  const difference = verification.valid ? differenceFrom(copy, network, data) : undefined;
  return Object.freeze(difference === undefined ? verification : { ...verification, valid: false, reason: difference });
}
