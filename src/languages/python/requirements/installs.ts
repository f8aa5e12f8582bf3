import type { Span } from '../../../text/span';
import { condaRequirement } from './environment-yml';
import { parseRequirement, type Requirement } from './requirement';

/** A word of a command. `text` is undefined if it can't be known. */
export interface InstallWord {
  readonly text: string | undefined;
  readonly span: Span;
}

/** What an install command asks for. */
export interface Install {
  readonly tool: 'pip' | 'uv' | 'conda' | 'poetry' | 'pipx';
  readonly requirements: readonly Requirement[];
  /** `-r file`. */
  readonly files: readonly { readonly path: string; readonly span: Span }[];
  /** `.` and `-e ./folder`; `.` for `uv sync` and `poetry install`. */
  readonly projects: readonly { readonly path: string; readonly span: Span }[];
  /** Words that can't be known, and environment files. */
  readonly open: readonly Span[];
  /** `--no-deps`: the distributions' own requirements aren't installed. */
  readonly noDependencies: boolean;
}

/** Options of pip, uv and conda that take a value. */
const takesValue = new Set([
  '-f',
  '--find-links',
  '-i',
  '--index-url',
  '--extra-index-url',
  '--default-index',
  '--index',
  '-c',
  '--constraint',
  '-t',
  '--target',
  '--prefix',
  '--root',
  '--python',
  '-p',
  '--platform',
  '--python-version',
  '--implementation',
  '--abi',
  '--only-binary',
  '--no-binary',
  '--progress-bar',
  '--cache-dir',
  '--timeout',
  '--retries',
  '--trusted-host',
  '--log',
  '--src',
  '--upgrade-strategy',
  '--config-settings',
  '-n',
  '--name',
  '--channel',
  '--torch-backend',
  '--index-strategy',
  '--link-mode',
  '--override',
  '--build-constraint',
  '--group',
  '--extra',
  '--prerelease',
  '--resolution',
  '--no-build-isolation-package',
  '--report',
  '--proxy',
  '--cert',
  '--root-user-action',
]);

/** Reads a command; undefined if it doesn't install Python distributions. */
export function readInstall(words: readonly InstallWord[]): Install | undefined {
  const start = words.findIndex((word) => word.text === undefined || !/^[A-Za-z_]\w*=/.test(word.text));
  if (start < 0) return undefined;
  const texts = words.slice(start).map((word) => word.text);
  const command = commandAt(texts);
  return command && readArguments(words.slice(start + command.length), command.tool);
}

function commandAt(texts: readonly (string | undefined)[]): { tool: Install['tool']; length: number } | undefined {
  let at = 0;
  while (texts[at] === 'sudo' || texts[at] === 'exec' || texts[at] === 'time') at++;
  const program = (texts[at] ?? '').split('/').at(-1) ?? '';
  if (/^pip[\d.]*$/.test(program)) return skipTo(texts, at + 1, 'install', 'pip');
  if (/^(python|pypy)[\d.]*$/.test(program)) {
    const flag = texts.indexOf('-m', at);
    if (flag > 0 && texts[flag + 1] === 'pip') return skipTo(texts, flag + 2, 'install', 'pip');
    if (flag > 0 && texts[flag + 1] === 'uv' && texts[flag + 2] === 'pip') return skipTo(texts, flag + 3, 'install', 'uv');
    return undefined;
  }
  if (program === 'uv') {
    if (texts[at + 1] === 'pip') return skipTo(texts, at + 2, 'install', 'uv');
    if (texts[at + 1] === 'add') return { tool: 'uv', length: at + 2 };
    return texts[at + 1] === 'sync' ? { tool: 'poetry', length: at + 2 } : undefined;
  }
  if (/^(conda|mamba|micromamba)$/.test(program))
    return skipTo(texts, at + 1, 'install', 'conda') ?? skipTo(texts, at + 1, 'create', 'conda');
  if (program === 'poetry') return texts[at + 1] === 'install' ? { tool: 'poetry', length: at + 2 } : undefined;
  return undefined;
}

/** Finds the subcommand, which may follow options. */
function skipTo(
  texts: readonly (string | undefined)[],
  from: number,
  subcommand: string,
  tool: Install['tool'],
): { tool: Install['tool']; length: number } | undefined {
  for (let at = from; at < texts.length; at++) {
    const text = texts[at];
    if (text === subcommand) return { tool, length: at + 1 };
    if (text === undefined || !text.startsWith('-')) return undefined;
    if (takesValue.has(text)) at++;
  }
  return undefined;
}

function readArguments(words: readonly InstallWord[], tool: Install['tool']): Install {
  const requirements: Requirement[] = [];
  const files: { path: string; span: Span }[] = [];
  const projects: { path: string; span: Span }[] = [];
  const open: Span[] = [];
  let noDependencies = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as InstallWord;
    const { text } = word;
    if (text === undefined) {
      open.push(word.span);
      continue;
    }
    const [flag = '', attached] = text.startsWith('--') ? splitFlag(text) : [text, undefined];
    const value = (): InstallWord => (attached !== undefined ? { text: attached, span: word.span } : (words[++at] ?? word));
    if (flag === '-r' || flag === '--requirement' || flag === '--requirements') addFile(value());
    else if (/^-r.+/.test(flag) && !flag.startsWith('--')) addFile({ text: flag.slice(2), span: word.span });
    else if (flag === '-e' || flag === '--editable') addEditable(value());
    else if (flag === '--no-deps') noDependencies = true;
    else if (flag === '-f' && tool === 'conda') open.push(value().span);
    else if (flag === '--file') open.push(value().span);
    else if (takesValue.has(flag)) value();
    else if (!flag.startsWith('-') && tool !== 'poetry') addTarget(word);
  }
  if (tool === 'poetry') projects.push({ path: '.', span: words[0]?.span ?? { file: '', start: 0, end: 0 } });
  return { tool, requirements, files, projects, open, noDependencies };

  function addFile(word: InstallWord): void {
    if (word.text === undefined) open.push(word.span);
    else files.push({ path: word.text, span: word.span });
  }

  function addArchive(text: string, span: Span): void {
    const address = /^[a-z+]+:/.test(text) ? text : `file:///${text.replace(/\[.*$/, '')}`;
    const found = parseRequirement(address, span);
    if (found) requirements.push(found);
    else open.push(span);
  }

  /** A folder, with or without leading dots, or a repository. */
  function addEditable(word: InstallWord): void {
    const isFolder = word.text !== undefined && !/^[a-z+]+:|@/.test(word.text);
    if (isFolder) projects.push({ path: word.text!.replace(/\[.*$/, ''), span: word.span });
    else addTarget(word);
  }

  function addTarget(word: InstallWord): void {
    const { text, span } = word;
    if (text === undefined) open.push(span);
    else if (/^(\.{1,2}$|\.{0,2}\/|\.\[|~)/.test(text) && !/\.whl$/.test(text))
      projects.push({ path: text.replace(/\[.*$/, ''), span });
    else if (tool === 'conda') requirements.push(...condaRequirement(text, span));
    else if (/\.(whl|tar\.gz|tgz|zip)(\[.*\])?$/.test(text)) addArchive(text, span);
    else {
      const found = parseRequirement(text, span) ?? parseRequirement(`file:///${text}`, span);
      if (found) requirements.push(found);
      else open.push(span);
    }
  }
}

/** `--flag=value` as its two parts. */
function splitFlag(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

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
