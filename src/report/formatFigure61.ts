import type { Figure61Summary } from './figure61.js';

/** What Figure 6.1 says of the paper's claims, for people. */
export function formatFigure61({ trials, failed, repetitions, claims }: Figure61Summary): string {
  const lines = claims.map(({ claim, finding, numbers }) => `${finding}: ${claim}\n  ${numbers}`);
  const failures = failed === 0 ? '' : `, of which ${String(failed)} failed`;
  return [`${String(trials)} trials${failures}, ${String(repetitions)} repetitions`, '', ...lines].join('\n');
}
