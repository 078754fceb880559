/** What of a judgement takes long, and may be left out. */
export interface JudgementParts {
  /** The Jacobian's rank; computed all the same where the verdict or the Hessian needs it. */
  readonly jacobian: boolean;
  /** The dense Hessian, where there are at most 4096 parameters. */
  readonly hessian: boolean;
}

/** As the core takes them: the same numbers stand in `native/addon/judgement_parts.h`. */
export function packParts({ jacobian, hessian }: JudgementParts): number {
  return Number(jacobian) + 2 * Number(hessian);
}
