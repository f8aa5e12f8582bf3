import { type Example, patternWith, type Span } from '../../src/api';

/** A folder that an example's own code writes to, and the word that names it. */
export interface WrittenFolder {
  readonly name: string;
  readonly at: Span;
}

/** A line that makes a folder or writes into one, in Python or in a shell. */
const writes =
  /\b(?:mkdir|makedirs|save\w*\(|(?:output|out|log|logging|save|checkpoint|result)s?_?dir\b|OUTPUT_DIR|LOG_DIR|default_root_dir)/;

/**
 * Folders of the given names that the scripts and Python files beside the metadata write to, each at its first such line:
 * `Path("outputs/best").mkdir()`, `OUTPUT_DIR=outputs`. Only words in a line that writes count.
 */
export function writtenFolders(example: Example, names: readonly string[]): readonly WrittenFolder[] {
  if (names.length === 0) return [];
  // In Python only text in quotes can be a path; in a shell any word can.
  const inPython = patternWith('g')`["'](?:\./|/workspace/)?(${names})(?=["'/])`;
  const inShell = patternWith('g')`(?<=[\s"'=])(?:\./|/workspace/)?(${names})(?=["'/\s]|$)`;
  const found = new Map<string, WrittenFolder>();
  for (const { path, type } of example.files) {
    const inside = example.folder === '' ? path : path.slice(example.folder.length + 1);
    if (type !== 'file' || !/^[^/]+\.(?:py|sh)$/.test(inside)) continue;
    const text = example.repository.source(path)?.text ?? '';
    for (const match of text.slice(0, maxText).matchAll(path.endsWith('.py') ? inPython : inShell)) {
      const name = match[1] ?? '';
      const line = lineAround(text, match.index);
      if (found.has(name) || !writes.test(line) || /^\s*#/.test(line) || isBelowAnother(text, match.index)) continue;
      const start = match.index + match[0].length - name.length;
      found.set(name, { name, at: { file: path, start, end: start + name.length, anchor: name } });
    }
  }
  return [...found.values()];
}

/** `os.path.join(root, "logs")`, `root / "logs"`: the name is only part of a path. */
const isBelowAnother = (text: string, at: number): boolean =>
  /\bjoin(?:path)?\([^()]*(?:\([^()]*\)[^()]*)*,\s*f?$|[^/]\/\s*f?$|\+\s*f?$/.test(text.slice(Math.max(0, at - 300), at));

/** The part of each file to look at, in UTF-16 units. */
const maxText = 500_000;

function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(Math.max(start, offset - 500), Math.min(end < 0 ? text.length : end, offset + 500));
}
