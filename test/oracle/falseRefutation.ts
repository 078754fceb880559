import { exactExistence } from './exactExistence.js';
import { exactRank } from './exactRank.js';
import { exactReference } from './exactReference.js';
import { hasKink } from './hasKink.js';
import type { Problem } from './Problem.js';
import { Rational } from './Rational.js';

/** What is wrong about the refutation of a claim on a network with one hidden layer, in exact fractions; nothing if the claim is false. */
export function falseRefutation(claim: string, problem: Problem, evidence: Readonly<Record<string, number>>): string {
  const { inputs, layers } = problem;
  const [hidden, output] = [layers[0]!, layers[1]!];
  if (claim === 'full-rank') {
    const ones = output.bias === undefined ? [] : [inputs.map(() => 1)];
    return exactRank([...exactReference(problem).lastHidden, ...ones]) < inputs.length ? '' : 'the rank is full';
  }
  // The region's least squares do not depend on its weights: with an output weight that is not 0, every unit takes part.
  const all = { ...output, weights: output.weights.map((row) => row.map((w) => (w === 0 ? 1 : w))) };
  const { unique, inside, sse } = exactExistence(
    { ...problem, layers: [hidden, all] },
    inputs.map((_, n) => hidden.weights.map((__, i) => hasKink(problem, 1, n, i))),
  );
  if (claim === 'local-minimum') return unique && !inside ? '' : 'the minimiser may be inside';
  if (claim !== 'zero-loss-nearby') return 'nothing refutes this claim';
  const least = Rational.from(evidence.lossLower!).times(Rational.of(BigInt(2 * inputs.length)));
  return least.sign() > 0 && sse.minus(least).sign() >= 0 ? '' : 'the loss can be lower';
}
