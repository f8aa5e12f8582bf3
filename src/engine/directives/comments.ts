import { basename } from 'node:path/posix';
import { commentsOf } from '../../languages/python';
import { parseShell } from '../../languages/shell';
import type { SourceFile } from '../../text/span';
import type { Comment } from './comment';
import { dockerfileComments } from './dockerfile-comments';
import { yamlComments } from './yaml-comments';

export type Language = 'yaml' | 'shell' | 'dockerfile' | 'python' | 'lines';

const shellNames = /\.(?:sh|bash|zsh|ksh)$/;
const dockerfileNames = /^(?:Dockerfile|Containerfile)(?:\..*)?$|\.(?:dockerfile|containerfile)$/i;
/** Formats in which `#` at the start of a line, and only there, is always a comment. */
const lineNames = /^(?:\.gitignore|\.dockerignore|\.gitattributes|requirements.*\.txt|constraints.*\.txt)$/;

/** The language that a name alone tells; `undecided` where the first line of the text has to be looked at. */
export function languageByName(path: string): Language | 'undecided' | undefined {
  const name = basename(path);
  if (/\.ya?ml$/i.test(name) || /^\.[^.]+rc$/.test(name)) return 'yaml';
  if (shellNames.test(name)) return 'shell';
  if (dockerfileNames.test(name)) return 'dockerfile';
  if (/\.pyi?$/.test(name)) return 'python';
  if (lineNames.test(name)) return 'lines';
  return name === '' || name.includes('.') ? undefined : 'undecided';
}

/** The language whose comments a file has, by its name, else by its interpreter line; undefined where directives are not read. */
export function languageOf({ path, text }: SourceFile): Language | undefined {
  const language = languageByName(path);
  if (language !== 'undecided') return language;
  const interpreter = /^#![^\n\r]*?\b(sh|bash|dash|zsh|ksh|python)[\d.]*(?:\s|$)/.exec(text)?.[1];
  if (interpreter === undefined) return undefined;
  return interpreter === 'python' ? 'python' : 'shell';
}

/** The comments of a file: a `#` in a string, a block scalar or a here-document starts none. Also of files that do not parse. */
export function findComments(file: SourceFile, language: Language): readonly Comment[] {
  switch (language) {
    case 'yaml':
      return yamlComments(file.text);
    case 'shell':
      return parseShell(file).comments.map(({ span }) => span);
    case 'python':
      return commentsOf(file).map(({ span }) => span);
    case 'dockerfile':
      return dockerfileComments(file.text);
    case 'lines':
      return [...file.text.matchAll(/^#[^\r\n]*/gm)].map(({ index, 0: text }) => ({ start: index, end: index + text.length }));
  }
}
