import { formatNumber as number } from './formatNumber.js';
import type { SpectrumSummary } from './plotSpectrum.js';

/** What a spectrum shows, for people. */
export function formatSpectrum({ method, eigenvalues, min, max, tolerance, negative, zero, positive }: SpectrumSummary): string {
  const how = method === 'all' ? '' : ', by an estimate of their distribution';
  return [
    `${String(eigenvalues)} eigenvalues from ${number(min)} to ${number(max)}${how}`,
    `${number(negative)} negative, ${number(zero)} zero (not above ${number(tolerance)} in magnitude), ${number(positive)} positive`,
  ].join('\n');
}
