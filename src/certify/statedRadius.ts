/** The radius that checkers may need more than the core, which encloses the exact point as closely as it can. */
const ROOM = 16;

/** The radius to claim: wider than what was proved, as far as signs allow, so that weaker bounds arrive at it too. */
export function statedRadius(proved: number, limit: number): number {
  if (!Number.isFinite(limit)) return ROOM * proved;
  return limit > proved ? Math.min(ROOM * proved, Math.sqrt(proved) * Math.sqrt(limit)) : proved;
}
