/** The first place at which a text is not JSON. */
export interface JsonProblem {
  /** Index into the text, in UTF-16 units. */
  readonly offset: number;
  readonly expected: string;
}

// Far deeper than any format of this package, and far from where recursive readers fail.
const DEEPEST = 64;

const WHITESPACE = new Set([' ', '\t', '\n', '\r']);
const LITERALS = ['true', 'false', 'null'];
const ESCAPES = new Set(['"', '\\', '/', 'b', 'f', 'n', 'r', 't']);
const NUMBER_CHARACTERS = new Set('+-.0123456789eE');
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * The first problem of a JSON text: its syntax, a key that an object has twice (a parser would silently take the last), or nesting deeper
 * than {@link DEEPEST}. `JSON.parse` names the place in only some of its messages, and differently in every release of the engine.
 */
export function findJsonProblem(text: string): JsonProblem | undefined {
  return new Scanner(text).scan();
}

/** What may come next. */
type Mode = 'value' | 'value or ]' | 'key' | 'key or }' | 'after';

class Scanner {
  readonly #text: string;
  #offset = 0;
  #problem: JsonProblem | undefined;
  /** The keys of every open object; undefined for an open list. */
  readonly #open: (Set<string> | undefined)[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  scan(): JsonProblem | undefined {
    let mode: Mode | undefined = 'value';
    while (mode !== undefined) {
      while (WHITESPACE.has(this.#text[this.#offset] ?? '')) this.#offset++;
      mode = this.#step(mode);
    }
    return this.#problem;
  }

  #step(mode: Mode): Mode | undefined {
    const character = this.#text[this.#offset] ?? '';
    switch (mode) {
      case 'key':
      case 'key or }':
        if (mode === 'key or }' && character === '}') return this.#close();
        return character === '"' ? this.#key() : this.#fail(mode === 'key' ? 'a key in double quotes' : 'a key in double quotes or "}"');
      case 'value':
      case 'value or ]':
        return mode === 'value or ]' && character === ']' ? this.#close() : this.#value(character);
      case 'after':
        return this.#after(character);
    }
  }

  #fail(expected: string, offset = this.#offset): undefined {
    this.#problem = { offset, expected };
    return undefined;
  }

  #close(): Mode {
    this.#offset++;
    this.#open.pop();
    return 'after';
  }

  #value(character: string): Mode | undefined {
    if (character === '{' || character === '[') {
      if (this.#open.length === DEEPEST) return this.#fail(`at most ${String(DEEPEST)} levels`);
      this.#open.push(character === '{' ? new Set() : undefined);
      this.#offset++;
      return character === '{' ? 'key or }' : 'value or ]';
    }
    if (character === '"') return this.#string() === undefined ? undefined : 'after';
    const literal = LITERALS.find((word) => this.#text.startsWith(word, this.#offset));
    if (literal !== undefined) {
      this.#offset += literal.length;
      return 'after';
    }
    return this.#number();
  }

  #number(): Mode | undefined {
    const start = this.#offset;
    let end = start;
    while (NUMBER_CHARACTERS.has(this.#text[end] ?? '')) end++;
    if (end === start) return this.#fail('a value');
    if (!NUMBER.test(this.#text.slice(start, end))) return this.#fail('a number');
    this.#offset = end;
    return 'after';
  }

  /** The raw text of a string; undefined when it is not one. */
  #string(): string | undefined {
    const start = this.#offset + 1;
    for (let i = start; i < this.#text.length; i++) {
      const character = this.#text[i]!;
      if (character === '"') {
        this.#offset = i + 1;
        return this.#text.slice(start, i);
      }
      if (character < ' ') return this.#fail('a string without control characters', i);
      if (character !== '\\') continue;
      i++;
      if (this.#text[i] === 'u') {
        if (!/^[0-9a-fA-F]{4}$/.test(this.#text.slice(i + 1, i + 5))) return this.#fail('four hexadecimal digits', i + 1);
        i += 4;
      } else if (!ESCAPES.has(this.#text[i] ?? '')) return this.#fail('an escape sequence', i);
    }
    return this.#fail('the end of a string', this.#text.length);
  }

  #key(): Mode | undefined {
    const start = this.#offset;
    const raw = this.#string();
    if (raw === undefined) return undefined;
    const key = JSON.parse(`"${raw}"`) as string;
    const keys = this.#open.at(-1)!;
    if (keys.has(key)) return this.#fail(`the key ${JSON.stringify(key.slice(0, 40))} only once`, start);
    keys.add(key);
    while (WHITESPACE.has(this.#text[this.#offset] ?? '')) this.#offset++;
    if (this.#text[this.#offset] !== ':') return this.#fail('":"');
    this.#offset++;
    return 'value';
  }

  #after(character: string): Mode | undefined {
    if (this.#open.length === 0) return character === '' ? undefined : this.#fail('the end of the file');
    const isList = this.#open.at(-1) === undefined;
    if (character === (isList ? ']' : '}')) return this.#close();
    if (character !== ',') return this.#fail(isList ? '"," or "]"' : '"," or "}"');
    this.#offset++;
    return isList ? 'value' : 'key';
  }
}
