/** The numbers, sizes and durations of Go, as the docker client reads them. A string result is the client's refusal. */

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
]);

/** strconv.ParseBool. Undefined where it refuses the text. */
export const parseBoolean = (text: string): boolean | undefined => booleans.get(text);

const quote = (text: string): string => JSON.stringify(text);

/** strconv.ParseInt or ParseUint of `bits` in base 10, or with `prefixed` in the base that `0x`, `0o`, `0b` or `0` names. */
export function parseInteger(text: string, bits: number, signed: boolean, prefixed = false): bigint | string {
  const call = signed ? 'ParseInt' : 'ParseUint';
  const failed = (reason: string) => `strconv.${call}: parsing ${quote(text)}: ${reason}`;
  const match = (signed ? /^([+-]?)(.+)$/s : /^()(.+)$/s).exec(text);
  const digits = match ? readDigits(match[2]!, prefixed) : undefined;
  if (digits === undefined) return failed('invalid syntax');
  const value = match![1] === '-' ? -digits : digits;
  const limit = 1n << BigInt(signed ? bits - 1 : bits);
  return value >= limit || (signed ? value < -limit : value < 0n) ? failed('value out of range') : value;
}

function readDigits(text: string, prefixed: boolean): bigint | undefined {
  if (/^[0-9]+$/.test(text) && !(prefixed && text.length > 1 && text.startsWith('0'))) return BigInt(text);
  if (!prefixed || !/^(0[xX](_?[0-9a-fA-F])+|0[bB](_?[01])+|0[oO]?(_?[0-7])+|[1-9](_?[0-9])*)$/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  return BigInt(/^0[0-7]/.test(plain) ? `0o${plain.slice(1)}` : plain.toLowerCase());
}

const binary: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 };

const decimalFloat = /^[+-]?(\d(_?\d)*(\.(\d(_?\d)*)?)?|\.\d(_?\d)*)([eE][+-]?\d+)?$/;

/** A decimal number, with Go's underscores between digits. Undefined where it isn't one. */
const readFloat = (text: string): number | undefined => (decimalFloat.test(text) ? Number(text.replaceAll('_', '')) : undefined);

/** A hexadecimal number with a binary exponent: `0x1.8p3`. */
const binaryFloat = /^[+-]?0[xX](_?[0-9a-fA-F])+(\.[0-9a-fA-F]*)?[pP][+-]?\d+$/;

/** units.RAMInBytes: the bytes of `8g`, `1.5GiB`, `512 MB`. Units are powers of 1024. */
export function parseSize(text: string): number | string {
  const last = Math.max(...[...'0123456789. '].map((character) => text.lastIndexOf(character)));
  if (last < 0) return `invalid size: '${text}'`;
  const number = text[last] === ' ' ? text.slice(0, last) : text.slice(0, last + 1);
  const suffix = text.slice(last + 1);
  const value = binaryFloat.test(number) ? readBinary(number) : readFloat(number);
  if (value === undefined) return `strconv.ParseFloat: parsing ${quote(number)}: invalid syntax`;
  if (value < 0) return `invalid size: '${text}'`;
  if (suffix === '') return Math.trunc(value);
  const lower = suffix.toLowerCase();
  const invalid = `invalid suffix: '${suffix.length > 3 ? suffix : lower}'`;
  if (suffix.length > 3) return invalid;
  if (lower === 'b') return Math.trunc(value);
  const unit = binary[lower[0]!];
  if (unit === undefined || !['', 'b', 'ib'].includes(lower.slice(1))) return invalid;
  return Math.trunc(value * unit);
}

const durationUnits: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** time.ParseDuration, in seconds. */
export function parseDuration(text: string): number | string {
  const invalid = `time: invalid duration ${quote(text)}`;
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = /^[+-]/.test(text) ? text.slice(1) : text;
  if (rest === '0') return 0;
  if (rest === '') return invalid;
  let seconds = 0;
  while (rest !== '') {
    const match = /^(\d+\.?\d*|\.\d+)([^.\d]*)/.exec(rest);
    if (!match) return invalid;
    if (match[2] === '') return `time: missing unit in duration ${quote(text)}`;
    const unit = Object.hasOwn(durationUnits, match[2]!) ? durationUnits[match[2]!] : undefined;
    if (unit === undefined) return `time: unknown unit ${quote(match[2]!)} in duration ${quote(text)}`;
    seconds += Number(match[1]) * unit;
    rest = rest.slice(match[0].length);
  }
  return seconds * sign;
}

function readBinary(text: string): number {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().replaceAll('_', '').split('p');
  const [whole = '', fraction = ''] = mantissa.replace(/^[+-]?0x/, '').split('.');
  const magnitude = Number.parseInt(whole + fraction, 16) * 16 ** -fraction.length * 2 ** Number(exponent);
  return text.startsWith('-') ? -magnitude : magnitude;
}

/** opts.ParseCPUs: a number of processors with at most nine decimals, or a fraction. */
export function parseCpus(text: string): number | string {
  const refused = `failed to parse ${text} as a rational number`;
  const slash = text.indexOf('/');
  if (slash >= 0) {
    const over = readInteger(text.slice(0, slash));
    const under = readInteger(text.slice(slash + 1));
    if (over === undefined || under === undefined || under <= 0n || /^[+-]/.test(text.slice(slash + 1))) return refused;
    return (over * 1_000_000_000n) % under === 0n ? Number(over) / Number(under) : 'value is too precise';
  }
  if (binaryFloat.test(text)) return readBinary(text);
  const integer = readInteger(text);
  if (integer !== undefined) return Number(integer);
  const value = readFloat(text);
  if (value === undefined) return refused;
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const decimals = (mantissa.split('.')[1] ?? '').replace(/(?<![0_])[0_]+$/, '').length - Number(exponent);
  return decimals > 9 ? 'value is too precise' : value;
}

function readInteger(text: string): bigint | undefined {
  const digits = readDigits(text.replace(/^[+-]/, '').replace(/^0+(?=[0-9])/, ''), true);
  return digits === undefined ? undefined : text.startsWith('-') ? -digits : digits;
}
