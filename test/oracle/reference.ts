import type { Problem } from './Problem.js';

type Table = number[][];
type Flags = boolean[][];

/** Everything that THEORY calls by a letter, indexed [l][n][i] (layer, sample, unit); layers count from 1, entry 0 of V and live is the input. */
export interface Reference {
  readonly U: readonly Table[];
  readonly A: readonly Table[];
  readonly V: readonly Table[];
  /** e, N × C. */
  readonly residual: Table;
  readonly loss: number;
  readonly mse: number;
  /** Share of samples with sign(v_L) ≠ sign(y) for some output. */
  readonly mce: number;
  /** ∂v_{L,c}^(n) / ∂u_{i,l}^(n), indexed [c][l][n][i]. */
  readonly backward: readonly (readonly Table[])[];
  /** J, P × NC; column c·N + n belongs to output c of sample n. */
  readonly jacobian: Table;
  /** ∇loss, packed as the parameters. */
  readonly gradient: number[];
  /** G_{L−1} = A_{L−1} ∘ V̄_{L−2}, (d_{L−1} d̄_{L−2}) × N. */
  readonly lastHidden: Table;
  /** max(‖G e‖∞, |Σe| with an output bias)/N for L = 2 and C = 1, else ‖∇loss‖∞. */
  readonly criticality: number;
  readonly live: readonly Flags[];
  readonly reach: readonly Flags[];
  /** Whether (i, l, n) carries a kink, [l][n][i]. */
  readonly carries: readonly Flags[];
  readonly carrying: number;
  /** null when nothing can kink. */
  readonly minAbs: number | null;
  readonly at: { readonly layer: number; readonly unit: number; readonly sample: number } | null;
  /** min |u|/‖x̄‖ over the triples that carry a kink; L = 2 only, else null. */
  readonly distance: number | null;
}

/** The definitions of the theory as plain loops over every sample, unit and weight: slow, and as close to the formulas as code can be. */
export function reference(problem: Problem): Reference {
  const { inputs, targets, masks, slopes, layers } = problem;
  const L = layers.length;
  const N = inputs.length;
  const C = layers[L - 1]!.weights.length;
  const width = (l: number): number => (l === 0 ? inputs[0]!.length : layers[l - 1]!.weights.length);
  const weight = (l: number, i: number, j: number): number => layers[l - 1]!.weights[i]![j]!;
  const hasBias = (l: number): boolean => layers[l - 1]!.bias !== undefined;
  const mask = (l: number, n: number, i: number): number => (masks === undefined ? 1 : masks[l - 1]![n]![i]!);

  // Forward.
  const U: Table[] = [[]];
  const A: Table[] = [[]];
  const V: Table[] = [inputs.map((row) => [...row])];
  for (let l = 1; l <= L; l++) {
    const u: Table = [];
    const a: Table = [];
    for (let n = 0; n < N; n++) {
      u.push([]);
      a.push([]);
      for (let i = 0; i < width(l); i++) {
        let sum = hasBias(l) ? layers[l - 1]!.bias![i]! : 0;
        for (let j = 0; j < width(l - 1); j++) sum += weight(l, i, j) * V[l - 1]![n]![j]!;
        u[n]!.push(sum);
        a[n]!.push(l === L ? 1 : mask(l, n, i) * (sum >= 0 ? 1 : slopes[l - 1]!));
      }
    }
    U.push(u);
    A.push(a);
    V.push(u.map((row, n) => row.map((value, i) => a[n]![i]! * value)));
  }

  /** v̄_{l−1}^(n), the input of layer l, indexed [l][n]. */
  const layerInput = [[], ...layers.map((layer, k) => (layer.bias === undefined ? V[k]! : V[k]!.map((v) => [...v, 1])))];

  // Residual and losses.
  const residual = V[L]!.map((row, n) => row.map((value, c) => value - targets[n]![c]!));
  let sse = 0;
  let wrong = 0;
  for (let n = 0; n < N; n++) {
    for (const e of residual[n]!) sse += e * e;
    if (V[L]![n]!.some((v, c) => Math.sign(v) !== Math.sign(targets[n]![c]!))) wrong++;
  }

  // Backward signals, one set per output.
  const backward: Table[][] = [];
  for (let c = 0; c < C; c++) {
    const B: Table[] = new Array<Table>(L + 1);
    B[0] = [];
    B[L] = inputs.map(() => Array.from({ length: C }, (_, k) => (k === c ? 1 : 0)));
    for (let l = L - 1; l >= 1; l--) {
      B[l] = inputs.map((_, n) => {
        const row: number[] = [];
        for (let i = 0; i < width(l); i++) {
          let sum = 0;
          for (let k = 0; k < width(l + 1); k++) sum += weight(l + 1, k, i) * B[l + 1]![n]![k]!;
          row.push(A[l]![n]![i]! * sum);
        }
        return row;
      });
    }
    backward.push(B);
  }

  // Jacobian of the outputs, then the gradient J e / N.
  const jacobian: Table = [];
  for (let l = 1; l <= L; l++) {
    for (let i = 0; i < width(l); i++) {
      const length = width(l - 1) + (hasBias(l) ? 1 : 0);
      for (let j = 0; j < length; j++) {
        const row: number[] = [];
        for (let c = 0; c < C; c++) for (let n = 0; n < N; n++) row.push(backward[c]![l]![n]![i]! * layerInput[l]![n]![j]!);
        jacobian.push(row);
      }
    }
  }
  const gradient = jacobian.map((row) => {
    let sum = 0;
    for (let c = 0; c < C; c++) for (let n = 0; n < N; n++) sum += row[c * N + n]! * residual[n]![c]!;
    return sum / N;
  });

  // G of the last hidden layer.
  const lastHidden: Table = [];
  for (let i = 0; i < width(L - 1); i++) {
    const length = width(L - 2) + (hasBias(L - 1) ? 1 : 0);
    for (let j = 0; j < length; j++) lastHidden.push(inputs.map((_, n) => A[L - 1]![n]![i]! * layerInput[L - 1]![n]![j]!));
  }
  let criticality = Math.max(...gradient.map(Math.abs));
  if (L === 2 && C === 1) {
    criticality = Math.max(...lastHidden.map((row) => Math.abs(row.reduce((sum, g, n) => sum + g * residual[n]![0]!, 0)))) / N;
    if (hasBias(2)) criticality = Math.max(criticality, Math.abs(residual.reduce((sum, e) => sum + e[0]!, 0)) / N);
  }

  // Which triples carry a kink.
  const anyLive = (l: number, n: number): boolean => hasBias(l + 1) || live[l]![n]!.some(Boolean);
  const live: Flags[] = [inputs.map((row) => row.map((x) => x !== 0))];
  for (let l = 1; l < L; l++) live.push(inputs.map((_, n) => A[l]![n]!.map((a) => a !== 0 && anyLive(l - 1, n))));
  const reach: Flags[] = new Array<Flags>(L + 1);
  reach[0] = [];
  reach[L] = inputs.map(() => new Array<boolean>(C).fill(true));
  for (let l = L - 1; l >= 1; l--) reach[l] = inputs.map((_, n) => A[l]![n]!.map((a) => a !== 0 && reach[l + 1]![n]!.some(Boolean)));
  const carries: Flags[] = [[]];
  let carrying = 0;
  let minAbs: number | null = null;
  let at: { layer: number; unit: number; sample: number } | null = null;
  let distance: number | null = null;
  for (let l = 1; l < L; l++) {
    carries.push(
      inputs.map((_, n) =>
        U[l]![n]!.map((_u, i) => mask(l, n, i) !== 0 && slopes[l - 1] !== 1 && anyLive(l - 1, n) && reach[l + 1]![n]!.some(Boolean)),
      ),
    );
    for (let n = 0; n < N; n++) {
      for (let i = 0; i < width(l); i++) {
        if (!carries[l]![n]![i]!) continue;
        carrying++;
        const size = Math.abs(U[l]![n]![i]!);
        if (minAbs === null || size < minAbs) {
          minAbs = size;
          at = { layer: l, unit: i, sample: n };
        }
        if (L === 2) distance = Math.min(distance ?? Infinity, size / Math.hypot(...layerInput[1]![n]!));
      }
    }
  }

  return {
    U,
    A,
    V,
    residual,
    loss: sse / (2 * N),
    mse: sse / N,
    mce: wrong / N,
    backward,
    jacobian,
    gradient,
    lastHidden,
    criticality,
    live,
    reach,
    carries,
    carrying,
    minAbs,
    at,
    distance,
  };
}
