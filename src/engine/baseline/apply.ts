import type { Finding } from '../../api/finding';
import { groupBy } from '../../text/group-by';
import { isSuppressible } from '../directives/families';
import type { Baseline, BaselineEntry } from './form';

export interface BaselineContext {
  readonly baseline: Baseline;
  /** YYYY-MM-DD. An entry is expired on the day of its `until` and later. */
  readonly today: string;
  /** What identifies a finding within its file. */
  id(finding: Known): string;
  /** Whether a file or folder is gone: what is known of it is then looked for in other files. */
  isGone(file: string): boolean;
  /** Whether this run would have found what an entry names, were it still there. */
  isInScope(entry: BaselineEntry): boolean;
}

type Known = Pick<Finding, 'rule' | 'at' | 'message' | 'messageId'>;

export interface Compared<F> {
  /** Findings that count: new ones, and those of expired entries. */
  readonly findings: readonly F[];
  readonly heldBack: readonly { readonly finding: F; readonly entry: BaselineEntry }[];
  /** Findings that no entry names. */
  readonly fresh: readonly F[];
  /** Entries that no longer occur; `count` is how many of them are gone. */
  readonly stale: readonly BaselineEntry[];
  /** Entries that occur and are expired. */
  readonly expired: readonly BaselineEntry[];
  /** How many known findings are in files with another name than that of the entry. */
  readonly moved: number;
  /** The entries without those that are stale, and where their findings are now. */
  readonly pruned: readonly BaselineEntry[];
}

interface Left {
  readonly entry: BaselineEntry;
  left: number;
  readonly files: Map<string, number>;
}

/**
 * Compares findings with a baseline. A finding is known if its file has an entry for it, wherever its line is. What is left of files that
 * are gone is then found in other files: they may have been renamed.
 */
export function compareWithBaseline<F extends Known>(findings: readonly F[], context: BaselineContext): Compared<F> {
  const lefts = context.baseline.entries.map((entry): Left => ({ entry, left: entry.count, files: new Map() }));
  const here = grouped(lefts, ({ entry }) => `${entry.rule}\0${entry.id}\0${entry.file}`);
  const ids = new Map(findings.filter(({ rule }) => isSuppressible(rule)).map((finding) => [finding, context.id(finding)]));
  const known = new Map<F, BaselineEntry>();
  const take = (finding: F, candidates: Left[] | undefined): void => {
    while (candidates?.at(-1)?.left === 0) candidates.pop();
    const left = candidates?.at(-1);
    if (!left) return;
    left.left--;
    left.files.set(finding.at.file, (left.files.get(finding.at.file) ?? 0) + 1);
    known.set(finding, left.entry);
  };
  for (const [finding, id] of ids) take(finding, here.get(`${finding.rule}\0${id}\0${finding.at.file}`));
  const moved = grouped(
    lefts.filter(({ entry, left }) => left > 0 && context.isGone(entry.file)),
    ({ entry }) => `${entry.rule}\0${entry.id}`,
  );
  if (moved.size > 0)
    for (const [finding, id] of ids) if (!known.has(finding)) take(finding, moved.get(`${finding.rule}\0${id}`));

  const isExpired = ({ until }: BaselineEntry): boolean => until !== undefined && until <= context.today;
  const holds = (finding: F): BaselineEntry | undefined => {
    const entry = known.get(finding);
    return entry && !isExpired(entry) ? entry : undefined;
  };
  return {
    moved: [...known].filter(([{ at }, { file }]) => at.file !== file).length,
    findings: findings.filter((finding) => !holds(finding)),
    heldBack: findings.flatMap((finding) => {
      const entry = holds(finding);
      return entry ? { finding, entry } : [];
    }),
    fresh: findings.filter((finding) => ids.has(finding) && !known.has(finding)),
    stale: lefts.flatMap(({ entry, left }) => (left > 0 && context.isInScope(entry) ? { ...entry, count: left } : [])),
    expired: lefts.flatMap(({ entry, files }) => (files.size > 0 && isExpired(entry) ? entry : [])),
    pruned: lefts.flatMap(({ entry, left, files }) => [
      ...[...files].map(([file, count]) => ({ ...entry, file, count })),
      ...(left > 0 && !context.isInScope(entry) ? [{ ...entry, count: left }] : []),
    ]),
  };
}

/** The last of a group is the first of the list. */
const grouped = <Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, Item[]> =>
  groupBy(items.toReversed(), key);

/** The entries of a baseline that also holds back the fresh findings, and those of expired entries. */
export function extendedBaseline<F extends Known>(
  { fresh, pruned, expired }: Compared<F>,
  id: (finding: Known) => string,
): readonly BaselineEntry[] {
  const isExpired = new Set(expired.map(keyOf));
  const accepted = pruned.map(({ until, ...entry }) => (isExpired.has(keyOf(entry)) || !until ? entry : { ...entry, until }));
  return merged([...accepted, ...fresh.map((finding) => entryOf(finding, id(finding)))]);
}

const keyOf = ({ file, rule, id }: BaselineEntry): string => `${file}\0${rule}\0${id}`;

/** One entry for equal findings of a file. */
export function merged(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const byKey = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const other = byKey.get(keyOf(entry));
    byKey.set(keyOf(entry), other ? { ...other, count: other.count + entry.count } : entry);
  }
  return [...byKey.values()];
}

/** Enough of a message to recognize it. */
const messageLength = 120;

function entryOf({ rule, at, message }: Known, id: string): BaselineEntry {
  const line = message.replace(/\s+/g, ' ').trim();
  const shown = line.length > messageLength ? `${line.slice(0, messageLength - 1)}…` : line;
  return { file: at.file, rule, id, count: 1, message: shown };
}
