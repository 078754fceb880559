/**
 * A matrix of second order at a point, inside its region, in the order of `Network.parameters()`; on a kink of the region in which u = 0 is
 * active. Always of all samples:
 * * `hessian`: that of `loss = (1/2N) Σ e²`, P × P;
 * * `gauss-newton`: its part `J Jᵀ / N`, without the second derivatives of the outputs, P × P;
 * * `tangent-kernel`: `Γ = JᵀJ`, NC × NC, the samples of one output after those of the other (the empirical neural tangent kernel).
 */
export type CurvatureMatrix = 'hessian' | 'gauss-newton' | 'tangent-kernel';
