import type { Verdict } from '../landscape/CheckReport.js';

/** The verdicts from the best to the most open, with colours that the colour-blind tell apart: minima blue and green, kinks orange, the rest grey. */
export const verdictColours = {
  'zero-loss-minimum': '#0072b2',
  'local-minimum': '#56b4e9',
  'kink-minimum': '#009e73',
  kink: '#e69f00',
  saddle: '#d55e00',
  'not-critical': '#999999',
  inconclusive: '#cc79a7',
} as const satisfies Readonly<Record<Verdict, string>>;
