/** The options of random factors that were given: those that do not belong to the kind are left in, to be refused. */
export function factorsOf(kind: string, keep: number | undefined, sigma: number | undefined, delta: number | undefined): object {
  return { kind, ...(keep !== undefined && { keep }), ...(sigma !== undefined && { sigma }), ...(delta !== undefined && { delta }) };
}
