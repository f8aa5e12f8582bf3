import picocolors from 'picocolors';

/** Colors a text by severity. */
export function paintLevel(color: boolean): (level: string, text: string) => string {
  const colors = picocolors.createColors(color);
  const byLevel: { readonly [level: string]: (text: string) => string } = {
    error: colors.red,
    warning: colors.yellow,
    info: colors.blue,
    off: colors.dim,
  };
  return (level, text) => (byLevel[level] ?? ((plain) => plain))(text);
}

/** Markdown for a terminal: headings in bold, code indented, everything else unchanged. */
export function paintMarkdown(text: string, color: boolean): string {
  const colors = picocolors.createColors(color);
  let fence: string | undefined;
  return text
    .split('\n')
    .flatMap((line) => {
      const marks = /^(`{3,})/.exec(line)?.[1];
      if (fence === undefined && marks !== undefined) {
        fence = marks;
        return [];
      }
      if (fence !== undefined && line === fence) {
        fence = undefined;
        return [];
      }
      if (fence !== undefined) return [`    ${line}`.trimEnd()];
      return /^#+ /.test(line) ? [colors.bold(line.replace(/^#+ /, ''))] : [line];
    })
    .join('\n');
}
