/** A range of a command that stands for something else. */
export interface Placeholder {
  readonly start: number;
  readonly end: number;
  /** `value`: the reader is to write something there. `words`: any number of words, or none, as `[options]` and `...`. */
  readonly kind: 'value' | 'words';
}

/**
 * The placeholders of a command: `<path>`, `<>`, `{name}`, `{/path}`, `{a|b}`, `[options]`, `[--names A [B ...]]`, `...`, `args...`, words such as `/path/to/data` or
 * `YOUR_TOKEN`, and values in capitals, as in `--shots K`. In order, without overlaps.
 */
export function placeholdersIn(text: string): readonly Placeholder[] {
  const found: Placeholder[] = [];
  // A line that starts with an ellipsis says in words what else there is.
  const [prose] = /^[ \t]*(?:\.{3}|…)[ \t]+\w[^\\]*/.exec(text) ?? [];
  if (prose !== undefined) return [{ start: 0, end: prose.length, kind: 'words' }];
  for (const match of text.matchAll(candidates)) {
    const { 0: whole, index } = match;
    const kind = kindOf(whole, text.slice(0, index), text.charAt(index + whole.length));
    if (kind) found.push({ start: index, end: index + whole.length, kind });
  }
  return found;
}

/** Variables, which are none; brackets of each kind with what they hold, ellipses, and runs of characters that can be a path. */
const candidates =
  /\$\{?\w+|<[^<>\n]{0,80}>|\{[^{}\n]{1,120}\}|\[(?:[^[\]\n]|\[[^[\]\n]{0,80}\]){1,200}\](?:\.{3}|…)?|\.{3,}|…|[\w./~@:-]+…?/g;

function kindOf(text: string, before: string, after: string): Placeholder['kind'] | undefined {
  const last = before.at(-1) ?? '';
  switch (text.charAt(0)) {
    case '<':
      return last !== '<' && /^<(?:[\p{L}/.][^=]*(?<!\s))?>$/u.test(text) ? 'value' : undefined;
    case '$':
      return undefined;
    case '{':
      if (last === '$') return undefined;
      return /^\{[\p{L}/~](?!.*\.\.)[\p{L}\d_ ./`'-]*(?:\|[\w ./-]+)*\}$/u.test(text) || isChoice(text, before)
        ? 'value'
        : undefined;
    case '[':
      if (isBoundary(last) && isEnd(after) && /^\[(?=[-<\w])/.test(text)) return 'words';
      return /^\[[A-Za-z][\w .-]*\]$/.test(text) && (isBoundary(last) || '="\':'.includes(last)) ? 'value' : undefined;
    default:
      if (/^(?:[A-Za-z][\w-]*)?(?:\.{3,}|…)$/.test(text)) return isBoundary(last) && isEnd(after) ? 'words' : undefined;
      // `--OTHER_OPTIONS`, and `ARGS` for all of them.
      if (/^(?:--[A-Z][A-Z\d]*_[A-Z\d_]+|ARGS|ARGUMENTS|OPTIONS|PARAMS|FLAGS)$/.test(text))
        return isBoundary(last) && isEnd(after) ? 'words' : undefined;
      return (isNamed(text) || isInCapitals(text, before)) && after !== '=' ? 'value' : undefined;
  }
}

/** `--size {small,large}`, as usage messages of argparse have it. After other words, the shell makes several words of it. */
const isChoice = (text: string, before: string): boolean =>
  /^\{[^{},\s]+(?:,[^{},\s]+)+\}$/.test(text) && /(?:^|\s)--[A-Za-z][\w-]{0,60}[ =]$/.test(before.slice(-64));

const isBoundary = (before: string): boolean => before === '' || /\s/.test(before);

const isEnd = (after: string): boolean => after === '' || /\s/.test(after);

/** Words that people replace by their own. An option is the program's own, whatever it is called. */
const isNamed = (text: string): boolean => !text.startsWith('-') && /path[/_-]to(?![a-z])|(?:\b|_)your|x{3}/i.test(text);

/** `--shots K`. After an option that takes the name of a variable, capitals are that name. */
function isInCapitals(text: string, before: string): boolean {
  if (!/^[A-Z][A-Z\d_]*$/.test(text)) return false;
  const [, option] = /(?:^|\s)--([A-Za-z][\w-]{0,60})[ =]$/.exec(before.slice(-64)) ?? [];
  return option !== undefined && !namesVariables.has(option);
}

/** Options of container engines and launchers whose values are names in capitals. */
const namesVariables: ReadonlySet<string> = new Set(
  'env build-arg secret cap-add cap-drop security-opt export setenv signal stop-signal'.split(' '),
);
