import { Rational } from './Rational.js';

/** A {@link Problem} in exact fractions; numbers stand for their exact float64 values. */
export interface ExactProblem {
  readonly inputs: readonly (readonly (number | Rational)[])[];
  readonly targets: readonly (readonly (number | Rational)[])[];
  readonly masks?: readonly (readonly (readonly (number | Rational)[])[])[];
  readonly slopes: readonly (number | Rational)[];
  readonly layers: readonly {
    readonly weights: readonly (readonly (number | Rational)[])[];
    readonly bias?: readonly (number | Rational)[];
  }[];
}

export interface ExactReference {
  /** U_l, [l][n][i]; layers from 1. */
  readonly U: readonly Rational[][][];
  readonly residual: Rational[][];
  /** Σe². */
  readonly sse: Rational;
  /** J, P × NC; column c·N + n. */
  readonly jacobian: Rational[][];
  /** N ∇loss = J e. */
  readonly gradientTimesN: Rational[];
  /** G_{L−1} with its bias row. */
  readonly lastHidden: Rational[][];
  /** G_{L−1} e, C = 1. */
  readonly lastHiddenTimesResidual: Rational[];
  /** Σe, C = 1. */
  readonly residualSum: Rational;
}

const exact = (x: number | Rational): Rational => (typeof x === 'number' ? Rational.from(x) : x);
const dot = (a: readonly Rational[], b: readonly Rational[]): Rational => a.reduce((sum, x, k) => sum.plus(x.times(b[k]!)), Rational.zero);

/** The network over exact fractions: no rounding anywhere, so a zero is a zero. For tiny networks. */
export function exactReference(problem: ExactProblem): ExactReference {
  const layers = problem.layers.map((layer) => ({ weights: layer.weights.map((row) => row.map(exact)), bias: layer.bias?.map(exact) }));
  const L = layers.length;
  const X = problem.inputs.map((row) => row.map(exact));
  const C = layers[L - 1]!.weights.length;
  const extend = (l: number, v: readonly Rational[]): Rational[] => (layers[l - 1]!.bias === undefined ? [...v] : [...v, Rational.one]);

  const U: Rational[][][] = [[]];
  const A: Rational[][][] = [[]];
  const V: Rational[][][] = [X];
  for (let l = 1; l <= L; l++) {
    const { weights, bias } = layers[l - 1]!;
    U.push(V[l - 1]!.map((v) => weights.map((row, i) => dot(row, v).plus(bias?.[i] ?? Rational.zero))));
    A.push(
      U[l]!.map((row, n) =>
        row.map((u, i) => {
          if (l === L) return Rational.one;
          const mask = exact(problem.masks?.[l - 1]?.[n]?.[i] ?? 1);
          return u.sign() >= 0 ? mask : mask.times(exact(problem.slopes[l - 1]!));
        }),
      ),
    );
    V.push(U[l]!.map((row, n) => row.map((u, i) => A[l]![n]![i]!.times(u))));
  }
  const residual = V[L]!.map((row, n) => row.map((v, c) => v.minus(exact(problem.targets[n]![c]!))));

  // Column (c, n) of J, layer by layer from the last to the first.
  const columns: Rational[][] = [];
  for (let c = 0; c < C; c++) {
    for (let n = 0; n < X.length; n++) {
      let signal = Array.from({ length: C }, (_, k) => (k === c ? Rational.one : Rational.zero));
      let column: Rational[] = [];
      for (let l = L; l >= 1; l--) {
        const input = extend(l, V[l - 1]![n]!);
        column = [...signal.flatMap((b) => input.map((v) => b.times(v))), ...column];
        if (l === 1) break;
        const weights = layers[l - 1]!.weights;
        signal = V[l - 1]![n]!.map((_, i) =>
          A[l - 1]![n]![i]!.times(
            dot(
              weights.map((row) => row[i]!),
              signal,
            ),
          ),
        );
      }
      columns.push(column);
    }
  }
  const jacobian = columns[0]!.map((_, p) => columns.map((column) => column[p]!));
  const stacked = Array.from({ length: C }, (_, c) => residual.map((row) => row[c]!)).flat();

  const lastHidden: Rational[][] = [];
  for (let i = 0; i < layers[L - 2]!.weights.length; i++) {
    const inputs = V[L - 2]!.map((v) => extend(L - 1, v));
    for (let j = 0; j < inputs[0]!.length; j++) lastHidden.push(inputs.map((v, n) => A[L - 1]![n]![i]!.times(v[j]!)));
  }
  const first = residual.map((row) => row[0]!);
  return {
    U,
    residual,
    sse: residual.flat().reduce((sum, e) => sum.plus(e.times(e)), Rational.zero),
    jacobian,
    gradientTimesN: jacobian.map((row) => dot(row, stacked)),
    lastHidden,
    lastHiddenTimesResidual: lastHidden.map((row) => dot(row, first)),
    residualSum: first.reduce((sum, e) => sum.plus(e), Rational.zero),
  };
}
