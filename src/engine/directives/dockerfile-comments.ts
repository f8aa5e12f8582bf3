import type { Comment } from './comment';

interface Line {
  readonly start: number;
  readonly text: string;
}

interface DockerfileLine extends Line {
  readonly comment: boolean;
  /** Whether the instruction continues on the next line. */
  readonly continues: boolean;
}

/**
 * Lines whose first character is `#`, including those between the lines of one instruction, which Docker drops. In a here-document
 * they're shell comments for RUN, and content for COPY and ADD.
 */
export const dockerfileComments = (text: string): Comment[] =>
  dockerfileLines(text)
    .filter((line) => line.comment)
    .map(({ start, text: line }) => ({ start: start + line.search(/\S/), end: start + line.trimEnd().length }));

/** For each line, whether its instruction continues on the next one. Comments and empty lines don't end an instruction. */
export const dockerfileContinuations = (text: string): boolean[] => dockerfileLines(text).map((line) => line.continues);

function dockerfileLines(text: string): DockerfileLine[] {
  const lines: DockerfileLine[] = [];
  const joiner = /^(?:#[ \t]*\w+[ \t]*=.*\r?\n)*?#[ \t]*escape[ \t]*=[ \t]*([\\`])/i.exec(text)?.[1] ?? '\\';
  let within = '';
  let ends: string[] = [];
  for (const line of splitLines(text)) {
    const body = line.text.trim();
    const delimiter = ends[0];
    if (delimiter !== undefined) {
      if (body === delimiter) ends = ends.slice(1);
      lines.push({ ...line, comment: /^run\b/i.test(within) && body.startsWith('#'), continues: ends.length > 0 });
      if (ends.length === 0) within = '';
      continue;
    }
    const comment = body.startsWith('#');
    if (comment || (body === '' && within !== '')) {
      lines.push({ ...line, comment, continues: within !== '' });
      continue;
    }
    within = within === '' ? body : within;
    ends = hereDocuments(within, body);
    const continues = body.endsWith(joiner) || ends.length > 0;
    if (!continues) within = '';
    lines.push({ ...line, comment: false, continues });
  }
  return lines;
}

/** The words that end the here-documents that a line opens. */
function hereDocuments(instruction: string, line: string): string[] {
  if (!/^(?:run|copy|add)\b/i.test(instruction)) return [];
  return [...line.matchAll(/(?<![<\w])<<-?(["']?)([A-Za-z_]\w*)\1/g)].flatMap(([, , word]) => word ?? []);
}

export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start, text: text.slice(start, index) });
    start = index + end.length;
  }
  lines.push({ start, text: text.slice(start) });
  return lines;
}
