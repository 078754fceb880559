/** An exact fraction of two BigInts in lowest terms, denominator positive. */
export class Rational {
  static readonly zero = new Rational(0n, 1n);
  static readonly one = new Rational(1n, 1n);
  readonly numerator: bigint;
  readonly denominator: bigint;

  private constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  static of(numerator: bigint, denominator = 1n): Rational {
    if (denominator === 0n) throw new RangeError('division by zero');
    const divisor = gcd(numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator);
    const sign = denominator < 0n ? -1n : 1n;
    return new Rational((sign * numerator) / divisor, (sign * denominator) / divisor);
  }

  /** The exact value of a float64, read from its sign, mantissa and exponent. */
  static from(value: number): Rational {
    if (!Number.isFinite(value)) throw new RangeError(`${value} is no rational number`);
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, value);
    const word = bits.getBigUint64(0);
    const field = Number((word >> 52n) & 0x7ffn);
    const fraction = word & 0xfffffffffffffn;
    const mantissa = field === 0 ? fraction : fraction | (1n << 52n);
    const exponent = (field === 0 ? 1 : field) - 1075;
    const signed = word >> 63n === 1n ? -mantissa : mantissa;
    return exponent >= 0 ? Rational.of(signed << BigInt(exponent)) : Rational.of(signed, 1n << BigInt(-exponent));
  }

  plus(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator + other.numerator * this.denominator, this.denominator * other.denominator);
  }

  minus(other: Rational): Rational {
    return this.plus(new Rational(-other.numerator, other.denominator));
  }

  times(other: Rational): Rational {
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  over(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  /** −1, 0 or 1. */
  sign(): number {
    return this.numerator === 0n ? 0 : this.numerator < 0n ? -1 : 1;
  }

  /** Nearest float64 up to one rounding of the leading 60 bits. */
  toNumber(): number {
    if (this.numerator === 0n) return 0;
    const size = this.numerator < 0n ? -this.numerator : this.numerator;
    const shift = 64 - (size.toString(2).length - this.denominator.toString(2).length);
    const quotient = shift >= 0 ? (size << BigInt(shift)) / this.denominator : size / (this.denominator << BigInt(-shift));
    // Two factors: one alone would leave the exponent range for numbers near its ends.
    const half = Math.trunc(-shift / 2);
    return this.sign() * Number(quotient) * 2 ** half * 2 ** (-shift - half);
  }

  toString(): string {
    return this.denominator === 1n ? `${this.numerator}` : `${this.numerator}/${this.denominator}`;
  }
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
