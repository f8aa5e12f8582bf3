/** The source of a regular expression that matches exactly this text. */
export const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A regular expression around text that isn't known until cvl runs: `` pattern`\b${name}\b` ``. What is inserted is escaped, and a list
 * matches any of its texts. This is the only way that a linted repository's text gets into a regular expression.
 */
export const pattern = (parts: TemplateStringsArray, ...texts: readonly Inserted[]): RegExp => build('', parts, texts);

/** The same with flags: `` patternWith('gm')`^${name}=` ``. */
export const patternWith =
  (flags: string) =>
  (parts: TemplateStringsArray, ...texts: readonly Inserted[]): RegExp =>
    build(flags, parts, texts);

type Inserted = string | readonly string[];

const build = (flags: string, { raw }: TemplateStringsArray, texts: readonly Inserted[]): RegExp =>
  new RegExp(String.raw({ raw }, ...texts.map(escaped)), flags);

const escaped = (text: Inserted): string =>
  typeof text === 'string' ? escapeRegExp(text) : `(?:${text.map(escapeRegExp).join('|')})`;
