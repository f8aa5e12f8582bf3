import type { Span } from '../../../text/span';
import { condaRequirement } from './environment-yml';
import { parseRequirement, type Requirement, withoutExtras } from './requirement';

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

/** Options of pip, uv, and conda that take a value. */
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

/** What a command asks for, as its words are read. */
interface GrowingInstall extends Install {
  readonly requirements: Requirement[];
  readonly files: { readonly path: string; readonly span: Span }[];
  readonly projects: { readonly path: string; readonly span: Span }[];
  readonly open: Span[];
  noDependencies: boolean;
}

function readArguments(words: readonly InstallWord[], tool: Install['tool']): Install {
  const install: GrowingInstall = { tool, requirements: [], files: [], projects: [], open: [], noDependencies: false };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as InstallWord;
    const { text } = word;
    if (text === undefined) {
      install.open.push(word.span);
      continue;
    }
    const [flag = '', attached] = text.startsWith('--') ? splitFlag(text) : [text, undefined];
    const value = (): InstallWord => (attached !== undefined ? { text: attached, span: word.span } : (words[++at] ?? word));
    if (flag === '-r' || flag === '--requirement' || flag === '--requirements') addFile(value(), install);
    else if (/^-r.+/.test(flag) && !flag.startsWith('--')) addFile({ text: flag.slice(2), span: word.span }, install);
    else if (flag === '-e' || flag === '--editable') addEditable(value(), install);
    else if (flag === '--no-deps') install.noDependencies = true;
    else if ((flag === '-f' && tool === 'conda') || flag === '--file') install.open.push(value().span);
    else if (takesValue.has(flag)) value();
    else if (!flag.startsWith('-') && tool !== 'poetry') addTarget(word, install);
  }
  if (tool === 'poetry') install.projects.push({ path: '.', span: words[0]?.span ?? { file: '', start: 0, end: 0 } });
  return install;
}

/** `--flag=value` as its two parts. */
function splitFlag(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function addFile({ text, span }: InstallWord, { open, files }: GrowingInstall): void {
  if (text === undefined) open.push(span);
  else files.push({ path: text, span });
}

/** A folder, with or without leading dots, or a repository. */
function addEditable(word: InstallWord, install: GrowingInstall): void {
  const { text, span } = word;
  const isFolder = text !== undefined && !/^[a-z+]+:|@/.test(text);
  if (isFolder) install.projects.push({ path: withoutExtras(text), span });
  else addTarget(word, install);
}

function addTarget({ text, span }: InstallWord, install: GrowingInstall): void {
  if (text === undefined) install.open.push(span);
  else if (/^(\.{1,2}$|\.{0,2}\/|\.\[|~)/.test(text) && !/\.whl$/.test(text))
    install.projects.push({ path: withoutExtras(text), span });
  else if (install.tool === 'conda') install.requirements.push(...condaRequirement(text, span));
  else {
    const isArchive = /\.(whl|tar\.gz|tgz|zip)(\[[^[\]]*\])?$/.test(text);
    const found = isArchive
      ? parseRequirement(/^[a-z+]+:/.test(text) ? text : `file:///${withoutExtras(text)}`, span)
      : (parseRequirement(text, span) ?? parseRequirement(`file:///${text}`, span));
    if (found) install.requirements.push(found);
    else install.open.push(span);
  }
}
