import { relative } from 'node:path';
import { ConfigurationError, configurationErrorOf } from '../../config/errors';
import { readText } from '../../config/packages';
import { parseYaml, type YamlDocument } from '../../languages/yaml';
import { certainlyFits } from '../../schema/certain';
import type { Mismatch } from '../../schema/mismatch';
import { groupBy } from '../../text/group-by';
import { lineStarts, positionAt } from '../../text/lines';
import { sentence } from '../../text/sentence';
import type { Span } from '../../text/span';
import { type Baseline, type BaselineEntry, type BaselineForm, baselineSchema } from './form';

/**
 * Reads a baseline. `file` is its absolute path; a file that is missing is empty. Rejects with a ConfigurationError that gives the place of
 * each mistake: a baseline that can't be read must not make a run pass, nor report everything that it holds back.
 */
export async function readBaseline(file: string, cwd: string): Promise<Baseline> {
  const name = relative(cwd, file) || file;
  const text = readText(file);
  if (text === undefined) return { name, entries: [] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (!certainlyFits(baselineSchema, value)) await refuse(name, text, value);
  const { files } = value as BaselineForm;
  const entries = Object.entries(files).flatMap(([path, known]) =>
    known.map((entry): BaselineEntry => ({ count: 1, ...entry, file: path, message: entry.message ?? '' })),
  );
  return { name, text, entries: inFileOrder(entries) };
}

async function refuse(name: string, text: string, value: unknown): Promise<never> {
  const conflict = text.split('\n').findIndex((line) => line.startsWith('<<<<<<< '));
  if (conflict >= 0) {
    const message = 'The baseline has conflict markers of a merge. Take either side, then run `cvl lint --write-baseline`.';
    throw new ConfigurationError(message, { file: name, line: conflict + 1, column: 1 });
  }
  const yaml = parseYaml({ path: name, text });
  const starts = lineStarts(text);
  const at = ({ start }: Span) => ({ file: name, ...positionAt(starts, start) });
  const problems = yaml.problems.map((problem) => ({ message: sentence(problem.message), at: at(problem.span) }));
  if (problems.length > 0) throw configurationErrorOf(problems);
  if (value === undefined)
    throw new ConfigurationError('The baseline must be JSON. Restore it, or delete it and run `cvl lint --write-baseline`.', {
      file: name,
    });
  const { compileSchema } = await import('../../schema/validate');
  const mismatches = compileSchema(baselineSchema)(value, 'the baseline');
  throw configurationErrorOf(
    mismatches.map((mismatch) => ({ message: sentence(mismatch.message), at: at(spanOf(yaml, mismatch)) })),
  );
}

const spanOf = (yaml: YamlDocument, { path, target }: Mismatch): Span =>
  (target === 'value' ? yaml.valueSpan(path) : yaml.keySpan(path)) ?? yaml.nearestSpan(path);

/** The text of a baseline: sorted, with a line for each entry, so that a diff shows what came and went. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const parts = [...groupBy(inFileOrder(entries), ({ file }) => file)].map(
    ([file, group]) => `    ${JSON.stringify(file)}: [\n${group.map(lineOf).join(',\n')}\n    ]`,
  );
  return `{\n  "version": 1,\n  "files": {${parts.length > 0 ? `\n${parts.join(',\n')}\n  ` : ''}}\n}\n`;
}

function lineOf({ rule, id, count, message, reason, until }: BaselineEntry): string {
  const written = { rule, id, ...(count > 1 && { count }), message, ...(reason && { reason }), ...(until && { until }) };
  return `      ${JSON.stringify(written, undefined, 1).replaceAll(/\n */g, ' ')}`;
}

const inFileOrder = (entries: readonly BaselineEntry[]): readonly BaselineEntry[] =>
  [...entries].sort(
    (a, b) => compare(a.file, b.file) || compare(a.rule, b.rule) || compare(a.message, b.message) || compare(a.id, b.id),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
