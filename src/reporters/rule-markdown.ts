import type { RuleDescription } from '../api/finding';
import type { Sample, SampleFile } from '../api/rule';
import { badSamples, goodSamples } from '../api/samples';

/** What a rule requires and why, with its samples, as Markdown without a heading. */
export function ruleMarkdown({ docs }: RuleDescription): string {
  const parts = [`${docs.summary}.`, docs.why.trim()];
  parts.push(...samples('Incorrect', badSamples(docs)), ...samples('Correct', rightSamples(docs)));
  if (docs.references?.length) parts.push(`References:\n\n${docs.references.map((reference) => `- ${reference}`).join('\n')}`);
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The samples of one kind, with their files in code blocks. A sample that is a single text is in the main language of its rule's scope. */
export function samples(heading: string, given: readonly ShownSample[], mainLanguage = ''): string[] {
  return given.map(({ wrong, sample }, index) => {
    const title = `**${heading}${given.length > 1 ? ` ${index + 1}` : ''}**${wrong === undefined ? '' : `\n\n${wrong}`}`;
    const blocks =
      typeof sample === 'string'
        ? [fence(sample, mainLanguage)]
        : Object.entries(sample).map(([path, file]) => named(path, file));
    return `${title}\n\n${blocks.join('\n\n')}`;
  });
}

export interface ShownSample {
  readonly wrong?: string;
  readonly sample: Sample;
}

export const rightSamples = (docs: RuleDescription['docs']): readonly ShownSample[] =>
  goodSamples(docs).map((sample) => ({ sample }));

function named(path: string, file: SampleFile): string {
  const name = `\`${path}\``;
  if (typeof file === 'string') return file === '' ? `${name} (empty)` : `${name}\n\n${fence(file, language(path))}`;
  const remarks = [
    file.executable === false ? 'not executable' : '',
    file.tracked === false ? 'not tracked by git' : '',
    file.link === undefined ? '' : `a link to \`${file.link}\``,
    file.bytes || file.size !== undefined ? `${file.bytes?.length ?? file.size} bytes` : '',
  ].filter((remark) => remark !== '');
  const title = remarks.length > 0 ? `${name} (${remarks.join(', ')})` : name;
  return file.text === undefined ? title : `${title}\n\n${fence(file.text, language(path))}`;
}

/** A code block whose fence is longer than any run of backticks in the text. */
export function fence(text: string, language: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language}\n${text.replace(/\n$/, '')}\n${marks}`;
}

function language(path: string): string {
  if (/\.ya?ml$/.test(path)) return 'yaml';
  if (/\.(sh|bash)$/.test(path)) return 'bash';
  if (/\.py$/.test(path)) return 'python';
  return /(^|\/)Dockerfile|\.dockerfile$/i.test(path) ? 'dockerfile' : '';
}
