import type { Edit } from '../../api/rule';
import type { SourceFile } from '../../text/span';
import { applyDirectives, type Suppressible } from './apply';
import { findComments } from './comments';
import { languageOf } from './language';
import { logicalLines } from './logical-lines';

/** An edit that makes a comment suppress a finding. */
export interface DisablingEdit {
  readonly covers: 'line' | 'file';
  readonly edit: Edit;
}

/**
 * The edits that suppress a finding by a comment: for its line, and for its file. Each was tried: where a comment can't be above a line,
 * as in a text of several lines, there is none. Empty in files whose comments aren't read.
 */
export function disablingEdits(
  file: SourceFile,
  finding: Suppressible & { readonly at: { readonly start: number } },
  reason: string,
): readonly DisablingEdit[] {
  const language = languageOf(file);
  if (!language) return [];
  const lines = logicalLines(file, language, findComments(file, language));
  const { text, path } = file;
  const insert = (line: number, kind: 'disable-next-line' | 'disable-file'): Edit => {
    const start = lines.starts[line - 1] ?? text.length;
    const indent = kind === 'disable-file' ? '' : (/^[ \t]*/.exec(text.slice(start))?.[0] ?? '');
    const newline = text.includes('\r\n') ? '\r\n' : '\n';
    return { file: path, start, end: start, text: `${indent}# cvl-${kind} ${finding.rule} -- ${reason}${newline}` };
  };
  const line = lineAt(lines.starts, finding.at.start);
  const candidates: readonly DisablingEdit[] = [
    { covers: 'line', edit: insert(lines.around(line).first, 'disable-next-line') },
    { covers: 'file', edit: insert(afterHeader(text), 'disable-file') },
  ];
  return candidates.filter(({ edit }) => suppresses(file, edit, finding));
}

/** The line below those that must come first: a shebang, and the directives of a Dockerfile's parser. */
function afterHeader(text: string): number {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => !/^#!|^# *(?:syntax|escape|check) *=|^# *-\*-|^%YAML|^---\s*$/i.test(line));
  return (first < 0 ? lines.length : first) + 1;
}

function suppresses(file: SourceFile, edit: Edit, finding: Suppressible & { readonly at: { readonly start: number } }): boolean {
  const moved = { ...finding, at: shifted(finding.at, edit) };
  const text = file.text.slice(0, edit.start) + edit.text + file.text.slice(edit.end);
  const { suppressed, directives } = applyDirectives([moved], {
    text: () => text,
    files: [],
    today: '0000-00-00',
    knownRules: new Set([finding.rule]),
    wholeRun: false,
    isOn: () => true,
  });
  return suppressed.length === 1 && directives.every(({ mistakes }) => mistakes.length === 0);
}

const shifted = <At extends Suppressible['at'] & { readonly start: number }>(at: At, edit: Edit): At =>
  at.start < edit.start
    ? at
    : { ...at, start: at.start + edit.text.length, ...('end' in at && { end: at.end + edit.text.length }) };

function lineAt(starts: readonly number[], offset: number): number {
  const next = starts.findIndex((start) => start > offset);
  return next < 0 ? starts.length : next;
}
