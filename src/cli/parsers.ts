import { finite, integer, oneOf, seed } from '../arguments.js';

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What was typed, as a number if it is one; else as it is, for the message of the check that refuses it. */
function typed(text: string, pattern: RegExp): unknown {
  return pattern.test(text) ? Number(text) : text;
}

/** Parsers of what is typed after an option; each throws an {@link ArgumentError} that names the option. */
export const parsers = {
  integer:
    (option: string, range: Parameters<typeof integer>[2]) =>
    (text: string): number =>
      integer(option, typed(text, INTEGER), range),
  number:
    (option: string, range: Parameters<typeof finite>[2]) =>
    (text: string): number =>
      finite(option, typed(text, NUMBER), range),
  integers:
    (option: string, range: Parameters<typeof integer>[2]) =>
    (text: string): number[] =>
      text.split(',').map((part) => integer(option, typed(part.trim(), INTEGER), range)),
  numbers:
    (option: string) =>
    (text: string): number[] =>
      text.split(',').map((part) => finite(option, typed(part.trim(), NUMBER))),
  oneOf:
    <Name extends string>(option: string, names: readonly Name[]) =>
    (text: string): Name =>
      oneOf(option, text, names),
  seed: (text: string): number => seed('--seed', typed(text, INTEGER)),
};
