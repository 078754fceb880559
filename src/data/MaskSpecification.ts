/**
 * How masks E_l are drawn, once and for all, for whatever widths the network has; `seed` is 0 if left out.
 * `bernoulli`: 1/keep with probability `keep`, else 0. `gaussian`: 1 + sigma · standard normal. `uniform`: uniform on (1 − delta, 1 + delta).
 */
export type MaskSpecification =
  | { readonly kind: 'none' }
  | { readonly kind: 'bernoulli'; readonly keep: number; readonly seed?: number }
  | { readonly kind: 'gaussian'; readonly sigma: number; readonly seed?: number }
  | { readonly kind: 'uniform'; readonly delta: number; readonly seed?: number };
