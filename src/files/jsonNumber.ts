/** A finite number as JSON that reads back as the same number: the shortest decimal, with the sign of −0 that `JSON.stringify` drops. */
export function jsonNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
