import type { Width, WidthReport } from '../landscape/width.js';
import { alignRows } from './alignRows.js';

/** The widths from which the guarantees hold, for people. */
export function formatWidth({ samples, inputs, hiddenLayers, bias, guaranteed, possible, conditions }: WidthReport): string {
  const capacity = hiddenLayers === 1 ? `d_0 d_1` : 'd²';
  const withBias = hiddenLayers === 1 ? '(d_0 + 1) d_1 + 1' : '(d + 1) d + 1';
  const layers = hiddenLayers === 1 ? '1 hidden layer' : `${String(hiddenLayers)} hidden layers of one width d`;
  const row = (name: string, { width, reaches, parameters }: Width, formula: string) => [
    name,
    `d = ${String(width)}`,
    `${formula} = ${String(reaches)} ≥ ${String(samples)}`,
    `${String(parameters)} parameters`,
  ];
  return [
    `${String(samples)} samples, ${String(inputs)} inputs, ${layers}, ${bias ? 'biases' : 'no biases'}`,
    '',
    alignRows([row('guaranteed', guaranteed, bias ? withBias : capacity), row('possible', possible, 'parameters − hidden units')]),
    '',
    'guaranteed: every differentiable local minimum has zero loss, given',
    ...conditions.map((condition) => `  - ${condition}`),
    'possible: the Jacobian can have full rank, and then every differentiable critical point has zero loss.',
    '  Often true from here on, promised by nothing; "kinkless check" tells whether it holds at a point.',
  ].join('\n');
}
