import { formatNumber as number } from './formatNumber.js';
import type { SliceSummary } from './plotSlice.js';

/** What a slice shows, for people. */
export function formatSlice({ range, loss, lowest, kinks, kinksInPlane, nearestKink }: SliceSummary): string {
  const count = kinksInPlane ?? kinks.reduce((sum, some) => sum + some, 0);
  const where = kinksInPlane === undefined ? 'on the line' : 'in the plane';
  return [
    `loss ${number(loss)} at the network; lowest in the slice ${number(lowest.loss)}, at ${lowest.at.map(number).join(', ')}`,
    `${String(count)} kinks ${where} from −${number(range)} to ${number(range)}${nearestKink === null ? '' : `, the nearest at a distance of ${number(nearestKink)}`}`,
  ].join('\n');
}
