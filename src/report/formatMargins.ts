import { alignRows } from './alignRows.js';
import { formatNumber as number } from './formatNumber.js';
import type { MarginsSummary } from './plotMargins.js';

/** The margins of each layer, for people. */
export function formatMargins({ layers }: MarginsSummary): string {
  const header = [
    'layer',
    'can kink',
    'zero to rounding',
    'cannot',
    'min |u|',
    '1 %',
    '10 %',
    'median',
    'max',
    'rounding error of u up to',
  ];
  const rows = layers.map(({ layer, carrying, onKink, withoutKink, quantiles, tolerance }) => [
    String(layer),
    ...[carrying, onKink, withoutKink].map(number),
    ...(quantiles === null
      ? ['–', '–', '–', '–', '–']
      : [quantiles.min, quantiles.q01, quantiles.q10, quantiles.median, quantiles.max].map(number)),
    tolerance === null ? '–' : number(tolerance[1]),
  ]);
  return alignRows([header, ...rows]);
}
