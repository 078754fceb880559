import type { Verdict } from '../../src/landscape/CheckReport.js';
import type { Layer, Problem } from '../oracle/Problem.js';

export interface VerdictPoint {
  readonly name: string;
  readonly problem: Problem;
  /** Every verdict that is true of the point and says no less than can be asked; one entry where only one is. */
  readonly verdicts: readonly Verdict[];
}

function problem(inputs: number[][], targets: number[], slopes: number[], layers: Layer[], masks?: number[][][]): Problem {
  return { inputs, targets: targets.map((y) => [y]), slopes, layers, ...(masks === undefined ? {} : { masks }) };
}

const axes = [
  [1, 0],
  [0, 1],
];
const fivePoints = [[5], [4], [3], [1], [-1]];
const fiveTargets = [2, 1, 0, -3, 3];

/** Points with small integers (unless the name says otherwise) whose verdict is proved in the comment above each. */
export const verdictPoints: readonly VerdictPoint[] = [
  // v = 1·1·1 = y, u = 1.
  {
    name: 'one weight each, fitted',
    verdicts: ['zero-loss-minimum'],
    problem: problem([[1]], [1], [0], [{ weights: [[1]] }, { weights: [[1]] }]),
  },
  // U_1 = (2, −1), V_1 = (2, −½), U_2 = 4 − ½, v = 7 = y.
  {
    name: 'two hidden layers, fitted',
    verdicts: ['zero-loss-minimum'],
    problem: problem([[1]], [7], [0.5, 0], [{ weights: [[2], [-1]] }, { weights: [[2, 1]] }, { weights: [[2]] }]),
  },
  // u = 2⁻¹⁰⁰ is a product without cancellation, so it is known to 16 digits: not on a kink, however small.
  {
    name: 'fitted, with a tiny pre-activation that is accurate',
    verdicts: ['zero-loss-minimum'],
    problem: problem([[1]], [1], [0], [{ weights: [[2 ** -100]] }, { weights: [[2 ** 100]] }]),
  },
  // No unit is active on x = 0 for a reason of structure (no bias, zero input): u = 0 carries no kink. e = (−5, 0), G e = x_1 e_1 = 0.
  {
    name: 'a zero input that no weight can change',
    verdicts: ['local-minimum'],
    problem: problem([[0], [1]], [5, 1], [0], [{ weights: [[1]] }, { weights: [[1]] }]),
  },
  // The five points of Świrszcz et al. with the sample on the kink masked out: e = (0, 0, 0, 3, −3) lives on dead samples, G e = 0, Σe = 0.
  {
    name: 'the kink masked out',
    verdicts: ['local-minimum'],
    problem: problem(
      fivePoints,
      fiveTargets,
      [0],
      [
        { weights: [[1]], bias: [-3] },
        { weights: [[1]], bias: [0] },
      ],
      [[[1], [1], [0], [1], [1]]],
    ),
  },
  // All units dead, no output bias: G = 0.
  {
    name: 'all units dead',
    verdicts: ['local-minimum'],
    problem: problem([[1], [2]], [1, -1], [0], [{ weights: [[-1], [-2]] }, { weights: [[1, 1]] }]),
  },
  // e = (1, 1, −2) on x = (1, 1), (1, −1), (1, 0): G e = X e = 0 with both units active (u = 4, 2, 3), v = u.
  {
    name: 'all units active, residual orthogonal to the inputs',
    verdicts: ['local-minimum'],
    problem: problem(
      [
        [1, 1],
        [1, -1],
        [1, 0],
      ],
      [4 - 1, 2 - 1, 3 + 2],
      [0],
      [
        {
          weights: [
            [3, 1],
            [3, 1],
          ],
        },
        { weights: [[2, -1]] },
      ],
    ),
  },
  // w_2 = 0, so the gradient of W_1 is 0; V e = 1 − 1 = 0; G e = (1, −1) ≠ 0: Proposition 1's saddle.
  {
    name: 'a silent unit that could help',
    verdicts: ['saddle'],
    problem: problem(axes, [-1, 1], [0], [{ weights: [[1, 1]] }, { weights: [[0]] }]),
  },
  // u = (1, 1, −2), A = (1, 1, ½), V = (1, 1, −1), e = (3, 1, 4): V e = 0, G e = (1, −1).
  {
    name: 'a silent unit with a negative slope',
    verdicts: ['saddle'],
    problem: problem([...axes, [-1, -1]], [-3, -1, -4], [0.5], [{ weights: [[1, 1]] }, { weights: [[0]] }]),
  },
  // As above with e = (1, −1, 0) and an output bias: Σe = 0, V e = 0, G e = (1, −1).
  {
    name: 'a silent unit and an output bias',
    verdicts: ['saddle'],
    problem: problem([...axes, [-1, -1]], [-1, 1, 0], [0.5], [{ weights: [[1, 1]] }, { weights: [[0]], bias: [0] }]),
  },
  // Linear: no kinks, the gradient is 0 at zero weights, G e = −1.
  {
    name: 'zero weights of a linear network',
    verdicts: ['saddle'],
    problem: problem([[1]], [1], [1], [{ weights: [[0]] }, { weights: [[0]] }]),
  },
  // V e = 0, so the output layer's gradient is 0, but w_2 G e = (1, −1): only the hidden layer feels it.
  {
    name: 'only the hidden layer has a gradient',
    verdicts: ['not-critical'],
    problem: problem(axes, [0, 2], [0], [{ weights: [[1, 1]] }, { weights: [[1]] }]),
  },
  // w_2 = 0 and e = −1: only the output weight has a gradient, V e = −1.
  {
    name: 'only the output layer has a gradient',
    verdicts: ['not-critical'],
    problem: problem([[1]], [1], [0], [{ weights: [[1]] }, { weights: [[0]] }]),
  },
  // e = −2⁻⁴⁰ is exact: small, and not zero.
  {
    name: 'a small residual that is no rounding error',
    verdicts: ['not-critical'],
    problem: problem([[1]], [1 + 2 ** -40], [0], [{ weights: [[1]] }, { weights: [[1]] }]),
  },
  // ReLU with u = 0, e = −1: turning the unit on lowers the loss at rate 1.
  {
    name: 'on a kink with descent where the unit is active',
    verdicts: ['not-critical'],
    problem: problem([[1]], [1], [0], [{ weights: [[0]] }, { weights: [[1]] }]),
  },
  // u = 0 and e = 1, slope ½: moving w_1 down lowers v = ½ w_1.
  {
    name: 'on a kink with descent where the unit is inactive',
    verdicts: ['not-critical'],
    problem: problem([[1]], [-1], [0.5], [{ weights: [[0]] }, { weights: [[1]] }]),
  },
  // x = 3 lies on the kink, e = (0, 0).
  {
    name: 'fitted, on a kink',
    verdicts: ['kink-minimum'],
    problem: problem([[3], [5]], [0, 2], [0], [{ weights: [[1]], bias: [-3] }, { weights: [[1]] }]),
  },
  // u_1 = 0.1 + 0.2 − 0.3 is 2.8e-17 in exact arithmetic of the stored numbers, below the rounding error of a sum of that size; so is e_1.
  {
    name: 'fitted, on a kink to rounding',
    verdicts: ['kink-minimum'],
    problem: problem(
      [
        [0.1, 0.2, 0.3],
        [1, 0, 0],
      ],
      [0, 1],
      [0],
      [{ weights: [[1, 1, -1]] }, { weights: [[1]] }],
    ),
  },
  // The same in the second hidden layer: V_1 = (2, 2), u_2 = 2 − 2 = 0 = y.
  {
    name: 'fitted, on a kink of the second hidden layer',
    verdicts: ['kink-minimum'],
    problem: problem([[1]], [0], [0, 0], [{ weights: [[2], [2]] }, { weights: [[1, -1]] }, { weights: [[1]] }]),
  },
  // |w_1|: v = |δ| ≥ 0 while y = −1: both ways up at rate 1. Counting u = 0 as active, the gradient is 1: no proof of descent.
  {
    name: 'the tip of an absolute value',
    verdicts: ['kink-minimum'],
    problem: problem([[1]], [-1], [-1], [{ weights: [[0]] }, { weights: [[1]] }]),
  },
  // The same with an output bias, which lowers the loss by itself: Σe = 1.
  {
    name: 'the tip of an absolute value, and an output bias that could move',
    verdicts: ['not-critical'],
    problem: problem([[1]], [-1], [-1], [{ weights: [[0]] }, { weights: [[1]], bias: [0] }]),
  },
  // f = relu(x) on x = 0, 1, 2 with e = (2, −2, 1). Off the kink Σ e x̄ = (0, −1), so μ = 1 at x = 0, and κ⁺ = 2 − 1, κ⁻ = 1 − 0 are positive.
  {
    name: 'multipliers strictly inside their interval',
    verdicts: ['kink-minimum'],
    problem: problem([[0], [1], [2]], [-2, 3, 1], [0], [{ weights: [[1]], bias: [0] }, { weights: [[1]] }]),
  },
  // Mirrored: f = −relu(x), e = (−2, 2, −1).
  {
    name: 'multipliers strictly inside their interval, negative output weight',
    verdicts: ['kink-minimum'],
    problem: problem([[0], [1], [2]], [2, -3, -1], [0], [{ weights: [[1]], bias: [0] }, { weights: [[-1]] }]),
  },
  // As before with e = ½ at the kink: κ⁺ = ½ − 1 < 0, so turning the unit on there lowers the loss (δ = (−½, 1), say: t = 1 at x = 0).
  {
    name: 'a multiplier outside its interval',
    verdicts: ['not-critical'],
    problem: problem([[0], [1], [2]], [-0.5, 3, 1], [0], [{ weights: [[1]], bias: [0] }, { weights: [[1]] }]),
  },
  // Loss change ½(5 (w_2 δ)² + 2 w_2 δ) for δ ≥ 0 and 0 for δ < 0: a local minimum that has no multipliers.
  {
    name: 'a kink minimum without multipliers',
    verdicts: ['kink-minimum', 'kink'],
    problem: problem([[1], [2]], [1, -1], [0], [{ weights: [[0]] }, { weights: [[1]] }]),
  },
  // e = 3, −3 on two dead samples, 0 elsewhere: the output there is the output bias alone, so (b + 3)² + (b − 3)² ≥ 18 nearby.
  {
    name: 'five points',
    verdicts: ['kink-minimum', 'kink'],
    problem: problem(
      fivePoints,
      fiveTargets,
      [0],
      [
        { weights: [[1]], bias: [-3] },
        { weights: [[1]], bias: [0] },
      ],
    ),
  },
  // The same function with a linear layer between: same argument, and no multiplier rule for it.
  {
    name: 'five points, two hidden layers',
    verdicts: ['kink-minimum', 'kink'],
    problem: problem(fivePoints, fiveTargets, [0, 1], [{ weights: [[1]], bias: [-3] }, { weights: [[1]] }, { weights: [[1]], bias: [0] }]),
  },
  // v = w_2 w_1 on both samples, y = ±1: the only critical product is 0, at the kink, a distance 2⁻⁵⁷ from here; e rounds to ∓1, so the
  // gradient is 0 to rounding. u = 2⁻⁵⁷ is accurate, but nearer to the kink than the rounding error of the critical point.
  {
    name: 'the critical point lies on the kink ahead',
    verdicts: ['kink', 'inconclusive'],
    problem: problem([[1], [1]], [1, -1], [0], [{ weights: [[2 ** -57]] }, { weights: [[1]] }]),
  },
  // v = w x + 1 with x = 1 ± ε, e = ±η ± φ: Σe = 0 and Σex = 4εη is below the rounding error of its four terms, but the regression that the
  // active unit makes has its minimum at w* = w − η/ε = 2⁻³⁷ − 2⁻³³ < 0, and that is known to about 2⁻⁴¹.
  {
    name: 'the critical point lies across the kink ahead',
    verdicts: ['kink'],
    problem: problem(
      [[1 + 2 ** -10], [1 + 2 ** -10], [1 - 2 ** -10], [1 - 2 ** -10]],
      [
        1 + 2 ** -37 * (1 + 2 ** -10) - 2 ** -43 - 2 ** -20,
        1 + 2 ** -37 * (1 + 2 ** -10) - 2 ** -43 + 2 ** -20,
        1 + 2 ** -37 * (1 - 2 ** -10) + 2 ** -43 - 2 ** -20,
        1 + 2 ** -37 * (1 - 2 ** -10) + 2 ** -43 + 2 ** -20,
      ],
      [0],
      [{ weights: [[2 ** -37]] }, { weights: [[1]], bias: [1] }],
    ),
  },
  // All weights of a linear network of depth three are 0: gradient and Hessian vanish, and the loss falls along w_1 = w_2 = w_3 = t > 0.
  {
    name: 'zero weights of a deep linear network',
    verdicts: ['inconclusive'],
    problem: problem([[1]], [1], [1, 1], [{ weights: [[0]] }, { weights: [[0]] }, { weights: [[0]] }]),
  },
];
