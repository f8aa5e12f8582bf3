import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Evidence, evidenceFormat } from './evidence';

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
  try {
    if (statSync(file).size > largest) return 'It is too large to be evidence.';
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isEvidence(value) ? value : `It isn't evidence of the form ${evidenceFormat}.`;
  } catch (error) {
    return error instanceof SyntaxError ? 'It is no JSON.' : `It can't be read: ${(error as Error).message}.`;
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

const isObject = (value: unknown): value is { readonly [key: string]: unknown } => typeof value === 'object' && value !== null;

const areTexts = (value: { readonly [key: string]: unknown }, names: readonly string[]): boolean =>
  names.every((name) => typeof value[name] === 'string');

/** Evidence comes from other machines, so its form is checked as far as anything here rests on it. */
function isEvidence(value: unknown): value is Evidence {
  if (!isObject(value) || value['format'] !== evidenceFormat) return false;
  if (!areTexts(value, ['version', 'example', 'started', 'ended', 'verdict'])) return false;
  const { steps, machine, extent, uncommitted } = value;
  if (!isObject(machine) || !Array.isArray(machine['gpus']) || !machine['gpus'].every(isObject)) return false;
  if (!isObject(extent) || !isObject(extent['variables']) || !Array.isArray(uncommitted)) return false;
  return Array.isArray(steps) && steps.every(isStep);
}

function isStep(value: unknown): boolean {
  if (!isObject(value) || !areTexts(value, ['step', 'verdict', 'summary']) || typeof value['seconds'] !== 'number') return false;
  const { facts, problems, logs, curves } = value;
  return (
    Array.isArray(facts) &&
    facts.every((fact) => Array.isArray(fact) && fact.length === 2 && fact.every((text) => typeof text === 'string')) &&
    Array.isArray(problems) &&
    problems.every((problem) => isObject(problem) && areTexts(problem, ['severity', 'check', 'message'])) &&
    Array.isArray(logs) &&
    logs.every((log) => typeof log === 'string') &&
    Array.isArray(curves) &&
    curves.every((curve) => isObject(curve) && areTexts(curve, ['name', 'axis']) && Array.isArray(curve['points']))
  );
}

/** Minutes from its start to its end. Undefined if it wasn't a whole one. */
export function minutesOf({ verdict, steps }: Evidence): number | undefined {
  const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
  return verdict === 'passed' && seconds > 0 ? seconds / 60 : undefined;
}
