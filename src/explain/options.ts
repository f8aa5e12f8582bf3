import { stringify } from 'yaml';
import type { RuleDescription } from '../api/finding';
import type { JsonSchema } from '../api/rule';
import { fence } from '../reporters/rule-markdown';
import { isSchema, nameDemand } from '../schema/words';
import { sentence } from '../text/sentence';

/** The columns of indentation and key before a text in options. */
const beforeText = 28;

/** Longer defaults, in characters, are in a code block below the list. */
const longestInline = 70;

/** A rule's options with their meaning and defaults, as Markdown. Empty if it has none. Code has at most `columns` where it can. */
export function optionsMarkdown(
  { id, optionsSchema, optionsDefaults }: Pick<RuleDescription, 'id' | 'optionsSchema' | 'optionsDefaults'>,
  columns?: number,
): string {
  const properties = Object.entries(isSchema(optionsSchema?.['properties']) ? optionsSchema['properties'] : {});
  if (properties.length === 0) return '';
  const defaults = isSchema(optionsDefaults) ? optionsDefaults : {};
  const lines = properties.map(([name, schema]) => describeOption(name, isSchema(schema) ? schema : {}, defaults[name]));
  const lineWidth = columns === undefined ? 120 : Math.max(20, columns - beforeText);
  const long = properties.filter(([name]) => !isShort(defaults[name])).map(([name]) => [name, defaults[name]] as const);
  const block =
    long.length > 0 ? `\n\nThe longer defaults:\n\n${fence(writeOptions(id, Object.fromEntries(long), lineWidth), 'yaml')}` : '';
  return `${lines.join('\n')}${block}`;
}

function describeOption(name: string, schema: JsonSchema, value: unknown): string {
  const sentences = [
    typeof schema['description'] === 'string' ? sentence(schema['description']) : '',
    value === undefined ? '' : isShort(value) ? `Default: \`${JSON.stringify(value)}\`.` : 'The default is below.',
  ].filter((each) => each !== '');
  return `- \`${name}\` (${nameDemand(schema)})${sentences.length > 0 ? `: ${sentences.join(' ')}` : ''}`;
}

const isShort = (value: unknown): boolean => value === undefined || JSON.stringify(value).length <= longestInline;

/** The setting as it would be written in `.cvlrc`. Lines of text are counted without what is before the text. */
function writeOptions(id: string, options: { readonly [name: string]: unknown }, lineWidth: number): string {
  return stringify({ rules: { [id]: ['error', options] } }, { lineWidth, flowCollectionPadding: false });
}
