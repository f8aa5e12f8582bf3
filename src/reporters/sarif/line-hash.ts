/**
 * `primaryLocationLineHash`, as GitHub's upload action computes it for reports without it (github/codeql-action,
 * `src/fingerprints.ts`): a 64-bit rolling hash with multiplier 37 over the 100 UTF-16 units from the start of each line. Spaces and
 * tabs are skipped, CR and CRLF count as LF, and the text ends with the unit 65535 and 100 zeros. The form is `hex:occurrence`.
 *
 * Entry 0 is the hash of line 1.
 */
export function lineHashes(text: string): string[] {
  const hashes: string[] = [];
  const occurrences = new Map<string, number>();
  const window = new Uint16Array(block);
  /** For each cell of the window, the line that starts there, or 0. */
  const starts = new Uint32Array(block);
  let high = 0;
  let low = 0;
  let cell = 0;
  let line = 0;
  let atLineStart = true;

  const emit = (): void => {
    const started = starts[cell] ?? 0;
    if (started === 0) return;
    starts[cell] = 0;
    const hash = high > 0 ? high.toString(16) + low.toString(16).padStart(8, '0') : low.toString(16);
    const occurrence = (occurrences.get(hash) ?? 0) + 1;
    occurrences.set(hash, occurrence);
    hashes[started - 1] = `${hash}:${occurrence}`;
  };
  /** hash × 37 + unit − 37^100 × the unit that leaves the window, modulo 2^64, in halves that a double represents exactly. */
  const roll = (unit: number): void => {
    const leaving = window[cell] ?? 0;
    window[cell] = unit;
    const lower = low * 37 + unit - leavingFactor.low * leaving;
    const carry = Math.floor(lower / word);
    low = lower - carry * word;
    high = modulo(high * 37 + carry - leavingFactor.high * leaving);
    cell = (cell + 1) % block;
  };
  const take = (unit: number): void => {
    emit();
    if (atLineStart) starts[cell] = ++line;
    atLineStart = unit === lineFeed;
    roll(unit);
  };

  let afterReturn = false;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const skipped = unit === space || unit === tab || (afterReturn && unit === lineFeed);
    afterReturn = unit === carriageReturn;
    if (!skipped) take(afterReturn ? lineFeed : unit);
  }
  take(endOfText);
  for (let rest = 0; rest < block; rest++) {
    emit();
    roll(0);
  }
  return hashes;
}

const block = 100;
const word = 2 ** 32;
const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const endOfText = 65535;

const modulo = (value: number): number => value - Math.floor(value / word) * word;

/** 37^100 modulo 2^64. */
const leavingFactor = (() => {
  const factor = BigInt.asUintN(64, 37n ** 100n);
  return { high: Number(factor >> 32n), low: Number(factor & 0xffffffffn) };
})();
