import type { Config } from 'vega-lite/types_unstable/config.js';

/** Colours that the colour-blind tell apart (Okabe and Ito, Color universal design, 2008). */
export const COLOURS = Object.freeze({
  blue: '#0072b2',
  vermilion: '#d55e00',
  green: '#009e73',
  orange: '#e69f00',
  sky: '#56b4e9',
  purple: '#cc79a7',
  ink: '#333333',
  muted: '#666666',
  grid: '#e6e6e6',
});

/** What all pictures share. */
export const CHART = Object.freeze({
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  background: 'white',
  padding: 16,
});

/** Of a picture's title and the lines below it. */
export const TITLE = Object.freeze({ anchor: 'start', fontSize: 16, subtitleFontSize: 12, subtitlePadding: 6, offset: 14 } as const);

export const CONFIG: Config = {
  axis: { labelFontSize: 12, titleFontSize: 13, titleFontWeight: 'normal', gridColor: COLOURS.grid, labelFlush: false },
  legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' },
  view: { stroke: '#999999' },
};

/** The title of one panel. */
export function panelTitle(text: string) {
  return { text, anchor: 'start', frame: 'group', fontSize: 13, fontWeight: 'normal', offset: 6 } as const;
}
