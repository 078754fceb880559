import type { Certification } from '../certify/Certification.js';

/** What came of an attempt to certify, for people. `file` is where the certificate is. */
export function formatCertification(result: Certification, file: string): string {
  const { outcome, claim, reason } = result;
  const head = `${outcome}: ${claim}`;
  switch (result.outcome) {
    case 'certified':
      return [head, reason, '', `→ ${file}; anyone can check it: kinkless verify ${file}`].join('\n');
    case 'refuted':
      return [head, reason, ...Object.entries(result.evidence).map(([name, value]) => `  ${name} ${String(value)}`)].join('\n');
    case 'inconclusive':
      return [head, reason, `→ what is missing: ${result.missing}`].join('\n');
  }
}
