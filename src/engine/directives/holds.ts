import { languageByName } from './language';

/**
 * Whether a text can contain directives, including misspelled ones. A quick test before comments are parsed. The first search begins
 * with a rare letter, which makes it several times faster than a search for every `#`.
 */
const mayHoldDirectives = (text: string): boolean => /cvl[-_: ]+[de]/i.test(text) && /#[ \t]*cvl[-_: ]+[de]/i.test(text);

/** Whether a file may hold directives: a quick test before comments are parsed. */
export function holdsDirectives(path: string, text: (file: string) => string | undefined): boolean {
  const content = languageByName(path) === undefined ? undefined : text(path);
  return content !== undefined && mayHoldDirectives(content);
}
