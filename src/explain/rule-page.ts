import type { RuleDescription } from '../api/finding';
import { badSamples } from '../api/samples';
import { fence, rightSamples, samples } from '../reporters/rule-markdown';
import { optionsMarkdown } from './options';

export interface PageContext {
  /** A line for each place that sets the rule: `Error in cvl:recommended`. */
  readonly where: readonly string[];
  readonly scope: string;
  /** What the rule reports in each bad sample, a line for each finding. */
  readonly reports?: readonly (readonly string[])[];
  /** How wide the code of options may be. */
  readonly columns?: number | undefined;
}

/** The page of a rule, in Markdown, for `cvl rules ID` and `docs/rules/`. */
export function rulePage(rule: RuleDescription, { where, scope, reports = [], columns }: PageContext): string {
  const { docs } = rule;
  const options = optionsMarkdown(rule, columns);
  const incorrect = samples('Incorrect', badSamples(docs), languages[scope] ?? 'yaml').map(
    (sample, index) => `${withoutTitle('Incorrect')(sample)}${reported(reports[index])}`,
  );
  const parts = [
    `# ${rule.id}`,
    `${docs.summary}.`,
    [
      `- Checks ${scopeWords[scope] ?? scope}`,
      ...where.map((line) => `- ${line}`),
      ...(rule.fixable ? [`- Fixed by \`cvl lint --fix${rule.onlyUnsafeFixes ? '-unsafe' : ''}\``] : []),
      ...(rule.deprecated === undefined ? [] : [`- Deprecated. ${rule.deprecated}`]),
    ].join('\n'),
    ...section('Why', [docs.why.trim()]),
    ...section('Incorrect', incorrect),
    ...section('Correct', samples('Correct', rightSamples(docs), languages[scope] ?? 'yaml').map(withoutTitle('Correct'))),
    ...section('Options', options === '' ? [] : [options]),
    ...section('Configure', [fence(`rules:\n  ${rule.id}: ${rule.severity === 'warning' ? 'error' : 'warning'}`, 'yaml')]),
    ...section('Suppress', suppress(rule.id, scope)),
    ...section('References', docs.references?.length ? [docs.references.map((reference) => `- ${reference}`).join('\n')] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

const scopeWords: { readonly [scope: string]: string } = {
  repository: 'the whole repository',
  example: 'each example',
  metadata: 'each metadata file',
  script: 'each shell script',
  launch: 'each container start',
  start: 'each start of a Python program',
  programs: 'the Python programs in the containers of an example or a script',
  dockerfile: 'each Dockerfile',
  python: 'each Python file that an example runs',
  module: 'each Python file',
  run: 'each training run',
  engine: 'the container engine, in `cvl doctor`',
  image: 'the image of each container start, in `cvl doctor`',
  container: 'each container, in `cvl doctor`',
  directives: 'the comments and settings that suppress findings, after all other rules',
};

/** The language of a sample that is a single text. */
const languages: { readonly [scope: string]: string } = {
  script: 'bash',
  launch: 'bash',
  start: 'bash',
  programs: 'bash',
  dockerfile: 'dockerfile',
  python: 'python',
};

/** How to accept one finding: a comment where the file can hold one, else the configuration. */
function suppress(id: string, scope: string): readonly string[] {
  if (scope === 'directives') return [];
  const entry = fence(`suppressions:\n  - { rule: ${id}, files: "<glob>", reason: "<why>" }`, 'yaml');
  if (scope === 'run' || scope === 'repository' || scope === 'engine') return ['In `.cvlrc`:', entry];
  return ['On the line above the finding:', fence(`# cvl-disable-next-line ${id} -- <why>`, languages[scope] ?? 'yaml')];
}

const section = (heading: string, parts: readonly string[]): string[] => (parts.length > 0 ? [`## ${heading}`, ...parts] : []);

/** What the rule reports in a sample, below it. */
const reported = (lines: readonly string[] = []): string => (lines.length === 0 ? '' : `\n\n${fence(lines.join('\n'), 'text')}`);

/** A sample below a heading doesn't need that heading as its title. */
const withoutTitle =
  (heading: string) =>
  (sample: string): string =>
    sample.replace(new RegExp(`^\\*\\*${heading}( \\d+)?\\*\\*\\n\\n`), (_title, number: string | undefined) =>
      number ? `Sample${number}:\n\n` : '',
    );
