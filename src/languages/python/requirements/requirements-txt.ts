import type { Problem, SourceFile, Span } from '../../../text/span';
import { parseRequirement, type Requirement } from './requirement';

export interface RequirementsFile {
  readonly requirements: readonly Requirement[];
  /** `-r` and `--requirement`: relative to this file's folder. */
  readonly includes: readonly { readonly path: string; readonly span: Span }[];
  /** `-e .`, `./folder`: projects whose own requirements are installed with them. */
  readonly projects: readonly { readonly path: string; readonly span: Span }[];
  /** Lines that can't be read; what they ask for is not known. */
  readonly problems: readonly Problem[];
}

/** Reads a `requirements.txt`: the format of pip 25. Hashes and index options are passed over, constraints (`-c`) ask for nothing. */
export function readRequirementsTxt(file: SourceFile): RequirementsFile {
  const requirements: Requirement[] = [];
  const includes: { path: string; span: Span }[] = [];
  const projects: { path: string; span: Span }[] = [];
  const problems: Problem[] = [];
  for (const line of logicalLines(file)) {
    const option = /^(-r|--requirement|-e|--editable|-c|--constraint)(?:\s+|=)?(\S+)/.exec(line.text);
    if (option) {
      const [, flag, value = ''] = option;
      const start = line.start + line.text.indexOf(value, (flag ?? '').length);
      const span = { file: file.path, start, end: start + value.length };
      if (flag === '-r' || flag === '--requirement') includes.push({ path: value, span });
      else if (flag === '-e' || flag === '--editable') addProject(value, span);
      continue;
    }
    if (line.text.startsWith('-')) continue;
    const text = line.text.replace(/\s+--(hash|config-settings|global-option)[=\s].*$/, '').trimEnd();
    const span = { file: file.path, start: line.start, end: line.start + text.length };
    if (/^\.{0,2}\//.test(text) || text === '.' || /^\.\[/.test(text)) projects.push({ path: text.replace(/\[.*$/, ''), span });
    else {
      const found = parseRequirement(text, span);
      if (found) requirements.push(found);
      else problems.push({ message: 'no requirement that pip could read', span });
    }
  }
  return { requirements, includes, projects, problems };

  function addProject(value: string, span: Span): void {
    const found = /^[a-z+]+:\/\//.test(value) ? parseRequirement(value, span) : undefined;
    if (found) requirements.push(found);
    else projects.push({ path: value.replace(/\[.*$/, ''), span });
  }
}

/** Lines without comments, joined at a trailing backslash; blank ones left out. Offsets are those of the first line. */
function logicalLines(file: SourceFile): { text: string; start: number }[] {
  const lines: { text: string; start: number }[] = [];
  const pattern = /(?:[^\r\n\\]|\\(?:\r\n|[\s\S]))*/y;
  const { text } = file;
  let index = text.startsWith('\uFEFF') ? 1 : 0;
  while (index < text.length) {
    pattern.lastIndex = index;
    const raw = pattern.exec(text)?.[0] ?? '';
    const uncommented = raw.replace(/(^|\s)#.*$/s, '$1');
    const clean = uncommented.replace(/\\\r?\n/g, (join) => ' '.repeat(join.length)).trimEnd();
    const lead = clean.length - clean.trimStart().length;
    if (clean.trim()) lines.push({ text: clean.trimStart(), start: index + lead });
    index += Math.max(raw.length, 0);
    while (index < text.length && (text[index] === '\n' || text[index] === '\r' || raw.length === 0)) {
      index++;
      if (raw.length === 0) break;
    }
  }
  return lines;
}
