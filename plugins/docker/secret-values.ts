import { configuredPattern, firstMatch, type JsonSchema, type Report, type Span } from '../../src/api';

export interface SecretOptions {
  readonly patterns: readonly string[];
  readonly names: string;
}

/** A value that is written somewhere, and the variable that gets it. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
  readonly at: Span;
}

/** How keys are recognized: by their form, or as random text in a variable of such a name. */
export const secretOptions: { readonly schema: JsonSchema; readonly defaults: SecretOptions } = {
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      patterns: {
        type: 'array',
        items: { type: 'string', format: 'regex' },
        description: 'Regular expressions of keys that can be recognized by their form.',
      },
      names: {
        type: 'string',
        format: 'regex',
        description: 'A regular expression of the names of variables that hold secrets.',
      },
    },
  },
  defaults: {
    patterns: [
      '^hf_[A-Za-z0-9]{30,}$',
      '^sk-(proj-|ant-|or-)?[A-Za-z0-9_-]{24,}$',
      '^gh[pousr]_[A-Za-z0-9]{36,}$',
      '^github_pat_\\w{40,}$',
      '^glpat-[\\w-]{20,}$',
      '^AKIA[A-Z0-9]{16}$',
      '^AIza[\\w-]{35}$',
      '^gsk_[A-Za-z0-9]{40,}$',
      '^r8_[A-Za-z0-9]{30,}$',
      '^xox[abpr]-[\\w-]{20,}$',
    ],
    names: '(^|_)(TOKEN|API_KEY|SECRET|SECRET_KEY|PASSWORD|ACCESS_KEY)$',
  },
};

/** The values that are keys, each once. */
export function* secretsAmong(values: Iterable<NamedValue>, options: SecretOptions): Iterable<Report<'literal'>> {
  const names = configuredPattern(options.names);
  const seen = new Set<number>();
  for (const { name, value, at } of values) {
    const isKey = isVaried(value) && !/example/i.test(value) && firstMatch(options.patterns, value) >= 0;
    if ((!isKey && !(isRandom(value) && names.test(name))) || seen.has(at.start)) continue;
    seen.add(at.start);
    yield { message: 'literal', data: { name, shown: `${value.slice(0, 4)}…` }, at };
  }
}

/** Unlike a placeholder, which repeats few characters. */
const isVaried = (value: string): boolean => new Set(value).size >= 10;

/** Long, with digits among letters and without the words of a placeholder. */
const isRandom = (value: string): boolean =>
  value.length >= 20 &&
  /^[\w+/=.-]+$/.test(value) &&
  /\d.*\d.*\d/.test(value) &&
  /[a-z].*[a-z]/i.test(value) &&
  isVaried(value) &&
  !/xxx|your|example|dummy|placeholder|changeme|token|secret|local|test|none|[/\\]/i.test(value);
