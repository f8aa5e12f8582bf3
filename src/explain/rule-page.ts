import type { RuleDescription } from '../api/finding';
import { badSamples } from '../api/samples';
import { fence, rightSamples, samples } from '../reporters/rule-markdown';
import { optionsMarkdown } from './options';

export interface PageContext {
  /** A line for each place that says where the rule is on: `error in cvl:recommended`. */
  readonly where: readonly string[];
  readonly scope: string;
  /** What the rule reports in each bad sample, a line a finding. */
  readonly reports?: readonly (readonly string[])[];
}

/** Everything there is to say about a rule, as a page of Markdown: what `cvl rules ID` prints and what is in `docs/rules/`. */
export function rulePage(rule: RuleDescription, { where, scope, reports = [] }: PageContext): string {
  const { docs } = rule;
  const options = optionsMarkdown(rule);
  const incorrect = samples('Incorrect', badSamples(docs), languages[scope] ?? 'yaml').map(
    (sample, index) => `${withoutTitle('Incorrect')(sample)}${drawn(reports[index])}`,
  );
  const parts = [
    `# ${rule.id}`,
    `${docs.summary}.`,
    [
      `- Checks ${scopeWords[scope] ?? scope}`,
      ...where.map((line) => `- ${line}`),
      ...(rule.fixable ? ['- Fixed by `cvl lint --fix`'] : []),
    ].join('\n'),
    ...section('Why', [docs.why.trim()]),
    ...section('Incorrect', incorrect),
    ...section('Correct', samples('Correct', rightSamples(docs), languages[scope] ?? 'yaml').map(withoutTitle('Correct'))),
    ...section('Options', options === '' ? [] : [options]),
    ...section('Configure', [fence(`rules:\n  ${rule.id}: ${rule.severity === 'warning' ? 'error' : 'warning'}`, 'yaml')]),
    ...section('References', docs.references?.length ? [docs.references.map((reference) => `- ${reference}`).join('\n')] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

const scopeWords: { readonly [scope: string]: string } = {
  repository: 'the whole repository',
  example: 'each example',
  metadata: 'each metadata file',
  script: 'each shell script',
  launch: 'each start of a container',
  dockerfile: 'each Dockerfile',
  python: 'each Python file that an example runs',
  run: 'each training run',
  directives: 'what suppresses findings in each file, after all other rules',
};

/** The language of a sample that is one bare text. */
const languages: { readonly [scope: string]: string } = {
  script: 'bash',
  launch: 'bash',
  dockerfile: 'dockerfile',
  python: 'python',
};

const section = (heading: string, parts: readonly string[]): string[] => (parts.length > 0 ? [`## ${heading}`, ...parts] : []);

/** What a sample draws, below it. */
const drawn = (lines: readonly string[] = []): string => (lines.length === 0 ? '' : `\n\n${fence(lines.join('\n'), 'text')}`);

/** A sample under a heading of its own needs no title of the same words. */
const withoutTitle =
  (heading: string) =>
  (sample: string): string =>
    sample.replace(new RegExp(`^\\*\\*${heading}( \\d+)?\\*\\*\\n\\n`), (_title, number: string | undefined) =>
      number ? `Sample${number}:\n\n` : '',
    );
