import type { Figure62Summary } from './figure62.js';
import { formatReport } from './formatReport.js';

/** The verdict on the end point of Figure 6.2, and how it was reached, for people. */
export function formatFigure62({ seed, protocol, trials, check }: Figure62Summary): string {
  const onKink = trials.filter(({ verdict }) => verdict === 'kink-minimum').length;
  const others = trials.length === 1 ? '' : ` (${String(trials.length)} rates tried, of which ${String(onKink)} ended on kinks)`;
  return `seed ${String(seed)}, learning rate ${String(protocol.learningRate)}${others}\n${formatReport(check)}`;
}
