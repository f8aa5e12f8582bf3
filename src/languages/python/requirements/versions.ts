/**
 * The versions that a specifier allows, without a version in between that it excludes. Both ends are part of the range unless they are
 * open. Undefined: there is no end.
 */
export interface VersionRange {
  readonly from: string | undefined;
  readonly openFrom: boolean;
  readonly to: string | undefined;
  readonly openTo: boolean;
}

const everything: VersionRange = { from: undefined, openFrom: false, to: undefined, openTo: false };

/**
 * Reads a specifier as in PEP 440, with the `^` and `~` of Poetry. Undefined if it has something else, such as a wildcard in the middle.
 * `!=` excludes single versions and is passed over.
 */
export function versionRange(specifier: string): VersionRange | undefined {
  let range: VersionRange | undefined = everything;
  for (const part of specifier.split(',')) {
    const clause = clauseRange(part.trim());
    range = range && clause && intersection(range, clause);
    if (!range) return undefined;
  }
  return range;
}

function clauseRange(clause: string): VersionRange | undefined {
  if (clause === '' || clause === '*' || clause.startsWith('!=')) return everything;
  const [, operator = '', version = '', wildcard] =
    /^(===?|=|~=|>=|<=|>|<|\^|~)?\s*v?(\d[\w.]*?)(?:\+[\w.]+)?(\.\*)?$/.exec(clause) ?? [];
  if (version === '') return undefined;
  switch (operator) {
    case '>=':
      return { ...everything, from: version };
    case '>':
      return { ...everything, from: version, openFrom: true };
    case '<=':
      return { ...everything, to: version };
    case '<':
      return { ...everything, to: version, openTo: true };
    case '~=':
      return upTo(version, version.split('.').length - 2);
    case '^':
      return upTo(
        version,
        Math.max(
          0,
          version.split('.').findIndex((part) => part !== '0'),
        ),
      );
    case '~':
      return upTo(version, Math.min(1, version.split('.').length - 1));
    default:
      return wildcard === undefined
        ? { from: version, openFrom: false, to: version, openTo: false }
        : upTo(version, version.split('.').length - 1);
  }
}

/** From a version to the next one that differs in the part at a position or before it. */
function upTo(version: string, position: number): VersionRange | undefined {
  const parts = version.split('.').slice(0, position + 1);
  const last = Number(parts.at(-1));
  if (position < 0 || !Number.isInteger(last)) return undefined;
  return { from: version, openFrom: false, to: [...parts.slice(0, -1), last + 1].join('.'), openTo: true };
}

/** The versions that both ranges have. Undefined if there are none. */
export function intersection(one: VersionRange, other: VersionRange): VersionRange | undefined {
  const lower = compareLower(one, other) >= 0 ? one : other;
  const upper = compareUpper(one, other) <= 0 ? one : other;
  const range = { from: lower.from, openFrom: lower.openFrom, to: upper.to, openTo: upper.openTo };
  return isEmpty(range) ? undefined : range;
}

/** Whether a range has no version outside of another one. */
export const isSubrange = (inner: VersionRange, outer: VersionRange): boolean =>
  compareLower(inner, outer) >= 0 && compareUpper(inner, outer) <= 0;

/** The only version in a range. Undefined if there can be several. */
export const onlyVersion = ({ from, to }: VersionRange): string | undefined =>
  from !== undefined && to !== undefined && compareVersions(from, to) === 0 ? from : undefined;

function isEmpty({ from, openFrom, to, openTo }: VersionRange): boolean {
  if (from === undefined || to === undefined) return false;
  const order = compareVersions(from, to);
  return order > 0 || (order === 0 && (openFrom || openTo));
}

function compareLower(one: VersionRange, other: VersionRange): number {
  if (one.from === undefined || other.from === undefined)
    return Number(one.from !== undefined) - Number(other.from !== undefined);
  return compareVersions(one.from, other.from) || Number(one.openFrom) - Number(other.openFrom);
}

function compareUpper(one: VersionRange, other: VersionRange): number {
  if (one.to === undefined || other.to === undefined) return Number(one.to === undefined) - Number(other.to === undefined);
  return compareVersions(one.to, other.to) || Number(other.openTo) - Number(one.openTo);
}

/** Negative if the first of two versions is older. What follows the numbers (`rc1`, `.post1`, `+cu121`) isn't compared. */
export function compareVersions(one: string, other: string): number {
  const [ours, theirs] = [numbersOf(one), numbersOf(other)];
  for (let position = 0; position < Math.max(ours.length, theirs.length); position++) {
    const difference = (ours[position] ?? 0) - (theirs[position] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const numbersOf = (version: string): number[] => (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
