/** The start of the opening or closing line of a fenced block, with the marks of lists and quotes around it. */
const fenceLine = /^(?:[ \t>]|[*+-][ \t]|\d{1,9}[.)][ \t])*(`{3,}|~{3,})/;
const indented = /^(?:[ \t]*>)*(?:[ \t]*[*+-])?(?: {4}|\t)/;

/** The lines of a Markdown text that may be in fenced or indented blocks. Prose isn't among them, and nothing is parsed. */
export function mayBeCommands(text: string): string {
  if (!/```|~~~|^(?:[ \t]*>)*(?: {4}|\t)/m.test(text)) return '';
  let open: string | undefined;
  const isInside = (line: string): boolean => {
    const [start = '', fence] = fenceLine.exec(line) ?? [];
    if (open === undefined) {
      open = fence;
      return fence !== undefined || indented.test(line);
    }
    if (fence?.startsWith(open) && line.slice(start.length).trim() === '') open = undefined;
    return true;
  };
  return text.split('\n').filter(isInside).join('\n');
}
