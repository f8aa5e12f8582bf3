import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readRegularFile } from '../../model/regular-file';
import { type Evidence, evidenceFormat } from './evidence';
import { isEvidence } from './form';

export const evidenceName = 'evidence.json';

export interface FoundEvidence {
  /** Absolute. */
  readonly file: string;
  readonly evidence: Evidence;
}

interface Found {
  /** The newest of each example, sorted by example. */
  readonly found: readonly FoundEvidence[];
  /** Sentences about files that can't be read. */
  readonly problems: readonly string[];
}

/** Folders below which no evidence is looked for. */
const deepest = 24;
/** Bytes. Evidence of the largest runs is a few megabytes. */
const largest = 64 * 1024 * 1024;

/** Reads all evidence below a folder. */
export function readEvidence(folder: string): Found {
  const newest = new Map<string, FoundEvidence>();
  const problems: string[] = [];
  for (const file of filesBelow(folder, 0)) {
    const read = readOne(file);
    if (typeof read === 'string') problems.push(`${file} is left out. ${read}`);
    else {
      const other = newest.get(read.example);
      if (!other || other.evidence.started < read.started) newest.set(read.example, { file, evidence: read });
    }
  }
  return { found: [...newest.values()].sort((a, b) => (a.evidence.example < b.evidence.example ? -1 : 1)), problems };
}

/** The evidence, or why it can't be read, as a sentence. */
export function readOne(file: string): Evidence | string {
  const bytes = readRegularFile(file, { maxBytes: largest, links: false });
  if (!bytes)
    return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largest
      ? 'It is too large to be evidence.'
      : "It can't be read.";
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isEvidence(value) ? value : `It isn't evidence of the form ${evidenceFormat}.`;
  } catch {
    return 'It is no JSON.';
  }
}

function filesBelow(folder: string, depth: number): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth < deepest ? filesBelow(path, depth + 1) : [];
    return entry.isFile() && entry.name === evidenceName ? [path] : [];
  });
}

/** Minutes from its start to its end. Undefined if it wasn't a whole one. */
export function minutesOf({ verdict, steps }: Evidence): number | undefined {
  const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
  return verdict === 'passed' && seconds > 0 ? seconds / 60 : undefined;
}
