import type { Dataset } from '../data/Dataset.js';
import type { CheckReport } from '../landscape/CheckReport.js';
import type { Network } from '../network/Network.js';
import { certify } from './certify.js';

/** The report with `guarantee.certified`: whether `full-rank` is proved at this point, null where no rank guarantees anything. */
export async function certifyGuarantee(
  report: CheckReport,
  network: Network,
  data: Dataset,
  options: { readonly signal?: AbortSignal | undefined },
): Promise<CheckReport> {
  if (network.outputs !== 1) return report;
  const { outcome, reason } = await certify(network, data, { claim: 'full-rank', signal: options.signal });
  const certified = outcome === 'certified';
  const statement = certified ? `Certified here: ${reason}` : `${report.guarantee.statement} Not certified: ${reason}`;
  return Object.freeze({ ...report, guarantee: Object.freeze({ ...report.guarantee, certified, statement }) });
}
