import { contours } from 'd3-contour';
import type { TopLevelSpec } from 'vega-lite';
import type { LayerSpec, UnitSpec } from 'vega-lite/types_unstable/spec/index.js';
import type { PlaneSlice } from '../landscape/slicePlane.js';
import { CHART, CONFIG, TITLE } from './chartStyle.js';
import { lossAxis, type LossAxis } from './lossAxis.js';
import { powerOfTen } from './powerOfTen.js';

const SIZE = 560;
const BANDS = 16;
/** The bands begin at the loss that this share of the points is below: at a minimum the very lowest ones would take all colours. */
const LOWEST_SHARE = 0.02;

/** Where a layer's kinks are drawn dashed, the dashes and gaps in pixels: the first layer's are straight lines. */
const DASHES = [[], [5, 3], [2, 2], [8, 3, 2, 3]];

/** Bands of equal loss with the kinks on top. */
export function slicePlaneChart(slice: PlaneSlice, layers: number, title: string, directions: readonly [string, string]): TopLevelSpec {
  const axis = lossAxis(slice.loss, LOWEST_SHARE);
  const range = slice.at.at(-1)!;
  const coordinate = (field: string, text: string) => ({
    field,
    type: 'quantitative',
    title: text,
    scale: { domain: [-range, range], nice: false },
    axis: { tickCount: 9, grid: false },
  });
  const shown =
    slice.curves.length < slice.kinks
      ? `the nearest ${String(slice.curves.length)} of ${slice.kinks.toLocaleString('en')}`
      : `${slice.kinks.toLocaleString('en')}`;
  const atNetwork = slice.loss[(slice.loss.length - 1) / 2]!;
  const styles = layers === 1 ? '' : '; of layer 1 solid, of deeper ones dashed';
  const middle = {
    data: { values: [{ s: 0, t: 0 }] },
    mark: { type: 'point', shape: 'cross', filled: true, color: 'white', stroke: 'black', strokeWidth: 1, size: 130, opacity: 1 },
    encoding: { x: coordinate('s', `step s along ${directions[0]}`), y: coordinate('t', `step t along ${directions[1]}`) },
  };
  return {
    ...CHART,
    title: {
      ...TITLE,
      text: title,
      subtitle: [`cross: the network, loss ${powerOfTen(atNetwork)}`, `lines: where a pre-activation is zero, ${shown}${styles}`],
    },
    width: SIZE,
    height: SIZE,
    layer: [bands(slice, axis), ...curves(slice, layers), middle] as (UnitSpec<string> | LayerSpec<string>)[],
    config: CONFIG,
  };
}

/** Shapes in pixels, drawn as they are. */
function shapes(features: readonly object[], mark: object, encoding: object = {}): object {
  return {
    data: { values: features },
    projection: { type: 'identity', scale: 1, translate: [0, 0] },
    mark: { type: 'geoshape', clip: true, ...mark },
    encoding,
  };
}

/** Areas of at least the loss of each level, one above the other. */
function bands({ at, loss }: PlaneSlice, axis: LossAxis): object {
  const heights = Array.from(loss, (value) => (axis.logarithmic ? Math.log10(Math.max(value, axis.foot)) : value));
  const [low, high] = heights.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  // A border with the values of the edge, drawn outside: the shapes' corners are cut there.
  const size = at.length + 2;
  const inside = (k: number) => Math.max(0, Math.min(at.length - 1, k - 1));
  const padded = Array.from({ length: size ** 2 }, (_, k) => heights[inside(Math.floor(k / size)) * at.length + inside(k % size)]!);
  const pixel = (position: number) => ((position - 1.5) / (at.length - 1)) * SIZE;
  const levels = Array.from({ length: BANDS }, (_, k) => low + (k / BANDS) * (high - low));
  const features = contours()
    .size([size, size])
    .thresholds(levels)(padded)
    .map(({ coordinates, value }) => ({
      type: 'Feature',
      properties: { loss: axis.logarithmic ? 10 ** value : value },
      geometry: {
        type: 'MultiPolygon',
        coordinates: coordinates.map((rings) => rings.map((ring) => ring.map(([x, y]) => [pixel(x!), SIZE - pixel(y!)]))),
      },
    }));
  const scale = axis.logarithmic ? { type: 'log', domain: [10 ** low, 10 ** high] } : { domain: [low, high] };
  const ticks = axis.ticks.filter((tick) => tick >= 10 ** low && tick <= 10 ** high);
  return shapes(
    features,
    { strokeWidth: 0 },
    {
      color: {
        field: 'properties.loss',
        type: 'quantitative',
        scale: { ...scale, scheme: 'viridis' },
        legend: { title: 'loss', gradientLength: SIZE - 40, ...(axis.logarithmic && { ...axis.axis, values: ticks }) },
      },
    },
  );
}

function curves({ at, curves: found }: PlaneSlice, layers: number): object[] {
  const range = at.at(-1)!;
  const pixel = (value: number) => ((value + range) / (2 * range)) * SIZE;
  return Array.from({ length: layers }, (_, k) => {
    const lines = found
      .filter(({ layer }) => layer === k + 1)
      .flatMap(({ paths }) => paths)
      .map((path) => Array.from({ length: path.length / 2 }, (_p, j) => [pixel(path[2 * j]!), SIZE - pixel(path[2 * j + 1]!)]));
    const feature = { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates: lines } };
    return shapes([feature], {
      filled: false,
      stroke: 'white',
      strokeWidth: 0.8,
      strokeOpacity: Math.max(0.25, Math.min(0.8, 60 / found.length)),
      strokeDash: DASHES[k % DASHES.length],
    });
  });
}
