import type { SourceFile, Span } from '../../text/span';

/** One variable of an `--env-file`. */
export interface EnvFileEntry {
  readonly name: string;
  readonly nameSpan: Span;
  /** As the container gets it: quotes, trailing blanks, and comments are part of it. Null if the client passes on its own variable. */
  readonly value: string | null;
  readonly valueSpan: Span | null;
}

/** A line that makes the client refuse the whole file. */
export interface EnvFileRefusal {
  readonly kind: 'blank-in-name' | 'no-name';
  /** The text before `=`. */
  readonly span: Span;
}

/** What `docker run --env-file` reads from a file. */
export interface EnvFile {
  readonly entries: readonly EnvFileEntry[];
  readonly refusals: readonly EnvFileRefusal[];
}

/**
 * Reads the file as the client does, which knows comment lines and nothing else: no quotes, no `export`, no comment after a value.
 * Source: docker/cli, pkg/kvfile. Never throws.
 */
export function readEnvFile({ path, text }: SourceFile): EnvFile {
  const entries: EnvFileEntry[] = [];
  const refusals: EnvFileRefusal[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    const content = line.replace(/\r$/, '').trimStart();
    if (content === '' || content.startsWith('#')) continue;
    const start = index + line.length - line.trimStart().length;
    const equals = content.indexOf('=');
    const name = equals < 0 ? content : content.slice(0, equals);
    const nameSpan = { file: path, start, end: start + name.length };
    if (name === '') refusals.push({ kind: 'no-name', span: { ...nameSpan, end: start + 1 } });
    else if (/\s/.test(name)) refusals.push({ kind: 'blank-in-name', span: nameSpan });
    else if (equals < 0) entries.push({ name, nameSpan, value: null, valueSpan: null });
    else {
      const valueSpan = { file: path, start: nameSpan.end + 1, end: start + content.length };
      entries.push({ name, nameSpan, value: content.slice(equals + 1), valueSpan });
    }
  }
  return { entries, refusals };
}
