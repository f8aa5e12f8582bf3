import { basename } from 'node:path/posix';
import type { SourceFile } from '../../text/span';

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
