/** Thrown where an expression has no value, as after a division by zero. */
export class BadExpression extends Error {}

/** A number as bash writes it: decimal, octal, hexadecimal, or `BASE#DIGITS`. */
export function parseNumber(text: string): bigint | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return wrap64(BigInt(text));
  if (/^0[0-7]+$/.test(text)) return wrap64(BigInt(`0o${text.slice(1)}`));
  if (/^(0|[1-9]\d*)$/.test(text)) return text.length < 400 ? wrap64(BigInt(text)) : undefined;
  const based = /^(\d+)#([\w@]+)$/.exec(text);
  if (!based) return undefined;
  const base = Number(based[1]);
  if (base < 2 || base > 64 || based[2]!.length > 64) return undefined;
  let value = 0n;
  for (const character of based[2]!) {
    const digit = digitValue(character, base);
    if (digit === undefined || digit >= base) return undefined;
    value = value * BigInt(base) + BigInt(digit);
  }
  return wrap64(value);
}

function digitValue(character: string, base: number): number | undefined {
  const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';
  const at = digits.indexOf(base <= 36 ? character.toLowerCase() : character);
  return at < 0 ? undefined : at;
}

/** Wraps a number to 64 bits. */
export const wrap64 = (value: bigint): bigint => BigInt.asIntN(64, value);

/** Applies a binary operator. The result isn't wrapped. */
export function applyBinary(operator: string, a: bigint, b: bigint): bigint {
  const truth = (holds: boolean): bigint => (holds ? 1n : 0n);
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
    case '%':
      if (b === 0n) throw new BadExpression();
      return operator === '/' ? a / b : a % b;
    case '**':
      if (b < 0n) throw new BadExpression();
      return power(a, b);
    case '<<':
      return a << (b & 63n);
    case '>>':
      return a >> (b & 63n);
    case '<':
      return truth(a < b);
    case '>':
      return truth(a > b);
    case '<=':
      return truth(a <= b);
    case '>=':
      return truth(a >= b);
    case '==':
      return truth(a === b);
    case '!=':
      return truth(a !== b);
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '&&':
      return truth(a !== 0n && b !== 0n);
    case '||':
      return truth(a !== 0n || b !== 0n);
    case ',':
      return b;
    default:
      throw new BadExpression();
  }
}

/** Squares within 64 bits, so that no exponent is too large. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = wrap64(result * square);
    square = wrap64(square * square);
  }
  return result;
}
