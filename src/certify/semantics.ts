/** Stands in every certificate. */
export const semantics = 'Data, masks, slope and weights as stored float64 are exact reals; the network is evaluated over the reals.';
