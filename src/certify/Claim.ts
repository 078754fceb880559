/**
 * What can be certified of a point of a network with one output:
 * * `full-rank`: rank Ḡ = N in the region of the point, so that every differentiable local minimum with these signs has zero loss;
 * * `zero-loss-nearby`: an exact differentiable global minimum, of loss 0, lies in this region near the point: the last hidden layer moves or, where
 *   that does not show one, all layers;
 * * `local-minimum`: an exact differentiable local minimum lies in this region near the point;
 * * `kink-minimum`: an exact local minimum that is not differentiable lies near the point, with the same pre-activations at zero.
 */
export type Claim = 'full-rank' | 'zero-loss-nearby' | 'local-minimum' | 'kink-minimum';
