import type { Finding } from '../../src/api/finding';
import { builtins } from '../../src/cli/builtin';
import { packSettings } from '../../src/explain/pack-settings';
import { visible } from '../../src/reporters/text/visible';
import { type Judgement, judgeOf } from './judge';
import { type Entry, entryOf, type Line, linesOf } from './lines';

type Judge = (line: Line) => Promise<Judgement>;

interface Row {
  readonly line: Line;
  readonly entry: Entry;
  /** What the first rule of the entry reports about its violation. */
  readonly finding?: Finding;
}

/** The page `docs/reference.md`: what covers each line of the reference. */
export async function referencePage(root: string, judge: Judge = judgeOf(root)): Promise<string> {
  const rows: Row[] = [];
  for (const line of linesOf(root)) {
    const entry = entryOf(root, line);
    const { findings } = line.open === undefined && entry.base !== undefined ? await judge(line) : { findings: [] };
    rows.push({ line, entry, finding: findings.find(({ rule }) => rule === entry.rules?.[0]) });
  }
  const headings = [...new Set(rows.map(({ line }) => line.heading))];
  const sections = headings.map((heading) =>
    table(
      heading,
      rows.filter(({ line }) => line.heading === heading),
    ),
  );
  return `${[introduction(rows), ...sections].join('\n\n')}\n`;
}

function introduction(rows: readonly Row[]): string {
  const open = rows.filter(({ line }) => line.open !== undefined);
  const count = (kind: Entry['kind']): number =>
    rows.filter(({ line, entry }) => line.open === undefined && entry.kind === kind).length;
  return `# The reference, line by line

\`npm run docs\` generates this page from \`test/reference/\`, which has a folder for each line of the "Training Pipeline Verification -
Technical Reference": a violation of the line, laid over a healthy example, and the report of \`cvl lint\` about it. The tests run all of
them.

| lines | are |
| ---: | --- |
| ${rows.length} | in the reference. Its list of further reading states nothing and is left out |
| ${count('checked')} | checked by a rule |
| ${count('command')} | done by a command |
| ${count('advice')} | advice that can't be broken. The table says what cvl offers instead |
| ${open.length} | not covered${open.length > 0 ? ', for the reasons below' : ''} |${reasons(open)}

"recommended" and "strict" are the severities in \`cvl:recommended\` and \`cvl:strict\`.`;
}

function reasons(open: readonly Row[]): string {
  if (open.length === 0) return '';
  return `\n\nNot covered:\n\n${open.map(({ line }) => `- ${code(line.words)} (${line.heading}): ${line.open}`).join('\n')}`;
}

function table(heading: string, rows: readonly Row[]): string {
  const head = ['line', 'covered by', 'recommended', 'strict', 'violation', 'message'];
  return [
    `## ${heading}\n`,
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${cells(row).map(cell).join(' | ')} |`),
  ].join('\n');
}

function cells({ line, entry, finding }: Row): readonly string[] {
  const words = code(line.words);
  if (line.open !== undefined) return [words, 'not covered', '', '', entry.wrong ?? '', line.open];
  if (entry.kind !== 'checked') return [words, entry.command ? code(entry.command) : 'advice', '', '', '', entry.offers ?? ''];
  const rules = entry.rules ?? [];
  const severities = (pack: string): string => rules.map((rule) => severityIn(pack, rule)).join(', ');
  const recommended = entry.pack === 'strict' ? 'off' : severities('recommended');
  const strict = entry.pack === 'strict' ? (finding?.severity ?? '') : severities('strict');
  const links = rules.map((rule) => `[${rule}](rules/${rule.replace('/', '-')}.md)`).join(', ');
  return [words, links, recommended, strict, entry.wrong ?? '', visible(finding?.message ?? '')];
}

const severityIn = (pack: string, rule: string): string =>
  packSettings(builtins, rule).find((each) => each.pack === `cvl:${pack}`)?.setting.severity ?? 'off';

/** As inline code, with the runs of spaces of the reference's layout as one. */
const code = (text: string): string => {
  const plain = text.replace(/ {2,}/g, '  ');
  return plain.includes('`') ? `\`\` ${plain} \`\`` : `\`${plain}\``;
};

/** A pipe would end the cell, also inside code. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
