import { type Install, type InstallWord, readInstall } from './installs';

/**
 * The install commands in shell text, such as the body of a Dockerfile's RUN. `&&`, `||`, `;`, `|`, `&`, and line ends without a
 * backslash end a command. Words lose their quotes; a word with `$` or a backtick is unknown. `start` is the text's offset in its file.
 */
export function installsIn(text: string, file: string, start = 0): Install[] {
  const installs: Install[] = [];
  let words: InstallWord[] = [];
  const finish = (): void => {
    const install = words.length ? readInstall(words) : undefined;
    if (install) installs.push(install);
    words = [];
  };
  const pattern =
    /(\\\r?\n|[ \t]+)|(#[^\n]*)|(&&|\|\||[;|&()\r\n{}])|((?:\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"?|'[^']*'?|[^\s;|&()"'\\])+|[\s\S])/g;
  for (const match of text.matchAll(pattern)) {
    const [, , comment, separator, word] = match;
    if (comment !== undefined) continue;
    if (separator !== undefined) finish();
    else if (word !== undefined) {
      const at = start + match.index;
      words.push({ text: unquote(word), span: { file, start: at, end: at + word.length } });
    }
  }
  finish();
  return installs;
}

function unquote(word: string): string | undefined {
  if (/[`]|\$(?!$)/.test(word.replace(/'[^']*'/g, ''))) return undefined;
  return word.replace(
    /'([^']*)'?|"((?:\\[\s\S]|[^"\\])*)"?|\\([\s\S])/g,
    (_, single?: string, double?: string, escaped?: string) => single ?? double ?? escaped ?? '',
  );
}
