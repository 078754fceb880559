const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number as people write it, `3.1·10⁻³¹`. */
export function powerOfTen(value: number): string {
  const [digits, exponent] = value.toExponential(1).split('e') as [string, string];
  const raised = [...String(Number(exponent))].map((character) => (character === '-' ? '⁻' : RAISED[Number(character)]!)).join('');
  return Number(exponent) >= -2 && Number(exponent) <= 3 ? String(Number(value.toPrecision(2))) : `${digits}·10${raised}`;
}
