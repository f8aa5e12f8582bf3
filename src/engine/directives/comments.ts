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
/** Formats in which a `#` is a comment at the start of a line, and only there. */
const lineNames = /^(?:\.gitignore|\.dockerignore|\.gitattributes|requirements.*\.txt|constraints.*\.txt)$/;

/** The language of a file by its name. `undecided` if that depends on the first line. */
export function languageByName(path: string): Language | 'undecided' | undefined {
  const name = basename(path);
  if (/\.ya?ml$/i.test(name) || /^\.[^.]+rc$/.test(name)) return 'yaml';
  if (shellNames.test(name)) return 'shell';
  if (dockerfileNames.test(name)) return 'dockerfile';
  if (/\.pyi?$/.test(name)) return 'python';
  if (lineNames.test(name)) return 'lines';
  return name === '' || name.includes('.') ? undefined : 'undecided';
}

/** The language of a file's comments, by its name, else by its shebang. Undefined if directives aren't read there. */
export function languageOf({ path, text }: SourceFile): Language | undefined {
  const language = languageByName(path);
  if (language !== 'undecided') return language;
  const interpreter = /^#![^\n\r]*?\b(sh|bash|dash|zsh|ksh|python)[\d.]*(?:\s|$)/.exec(text)?.[1];
  if (interpreter === undefined) return undefined;
  return interpreter === 'python' ? 'python' : 'shell';
}

/** The comments of a file, even if it doesn't parse. A `#` in a string, a block scalar, or a here-document doesn't start one. */
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
