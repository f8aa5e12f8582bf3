import type { Problem, SourceFile, Span } from '../../../text/span';
import { parseRequirement, type Requirement, withoutExtras } from './requirement';

/** A `requirements.txt`: what it asks for, what it includes, and what is wrong with it. */
export interface RequirementsFile {
  readonly requirements: readonly Requirement[];
  /** Files of `-r` and `--requirement`, relative to this file's folder. */
  readonly includes: readonly { readonly path: string; readonly span: Span }[];
  /** `-e .` and `./folder`: projects that are installed with their own requirements. */
  readonly projects: readonly { readonly path: string; readonly span: Span }[];
  /** Lines that pip can't read. */
  readonly problems: readonly Problem[];
}

/** Reads a `requirements.txt` in the format of pip 25. Hashes, index options, and constraints (`-c`) ask for nothing and are skipped. */
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
    const text = line.text.replace(/(?<!\s)\s+--(hash|config-settings|global-option)[=\s].*$/s, '').trimEnd();
    const span = { file: file.path, start: line.start, end: line.start + text.length };
    if (/^\.{0,2}\//.test(text) || text === '.' || /^\.\[/.test(text)) projects.push({ path: withoutExtras(text), span });
    else {
      const found = parseRequirement(text, span);
      if (found) requirements.push(found);
      else problems.push({ message: "pip can't read this requirement", span });
    }
  }
  return { requirements, includes, projects, problems };

  function addProject(value: string, span: Span): void {
    const found = /^[a-z+]+:\/\//.test(value) ? parseRequirement(value, span) : undefined;
    if (found) requirements.push(found);
    else projects.push({ path: withoutExtras(value), span });
  }
}

/** The lines that aren't blank, without comments, joined at a trailing backslash. `start` is the offset of the first character. */
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
