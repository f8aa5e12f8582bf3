import { distance } from 'fastest-levenshtein';
import type { Directive, DirectiveKind, DirectiveMistake, RuleName } from '../../model/directives';
import { closest } from '../../text/closest';
import type { SourceFile, Span } from '../../text/span';
import type { Comment } from './comment';

export interface ParsedComment {
  readonly directive?: Directive;
  readonly mistakes: readonly DirectiveMistake[];
}

const words: readonly string[] = ['cvl-disable-next-line', 'cvl-disable-line', 'cvl-disable-file', 'cvl-disable', 'cvl-enable'];

/** Reads one comment. Undefined if it neither is a directive nor looks like one. A sentence can also begin with `cvl-`. */
export function parseComment(file: SourceFile, comment: Comment): ParsedComment | undefined {
  const text = file.text.slice(comment.start, comment.end);
  const opening = /^#+[ \t]*(cvl[-_: ]+[a-z]+(?:[-_][a-z]+)*)/i.exec(text);
  const written = opening?.[1];
  if (!opening || written === undefined) return undefined;
  const at = (from: number, to: number): Span => ({ file: file.path, start: comment.start + from, end: comment.start + to });
  const end = opening[0].length;
  const word = at(end - written.length, end);
  if (!words.includes(written)) {
    const meant = meantWord(written);
    return meant ? { mistakes: [{ at: word, kind: 'word', text: written, suggestion: meant }] } : undefined;
  }
  if (/^[^\s:,]/.test(text.slice(end))) {
    const longer = /^\S+/.exec(text.slice(end))?.[0] ?? '';
    return {
      mistakes: [
        {
          at: at(end - written.length, end + longer.length),
          kind: 'word',
          text: written + longer,
          suggestion: written,
        },
      ],
    };
  }
  const { rules, until, reason, mistakes } = parseArguments(text, end, at);
  return {
    directive: { kind: written.slice('cvl-'.length) as DirectiveKind, comment: at(0, text.length), word, rules, until, reason },
    mistakes,
  };
}

/** The directive that a misspelled word means. A sentence can begin with "cvl disable", so a word without hyphens needs an object. */
function meantWord(written: string): string | undefined {
  const plain = written.toLowerCase().replace(/[-_: ]+/g, '-');
  const [, verb = '', object] = /^cvl-([de][a-z]*)(?:-(.*))?$/.exec(plain) ?? [];
  if (/^cvl +/i.test(written) && object === undefined) return undefined;
  if (words.includes(plain)) return plain;
  const meant = ['disable', 'enable'].find((each) => distance(verb, each) <= 2);
  if (meant === undefined) return undefined;
  return closest(plain, words) ?? `cvl-${meant}`;
}

interface Arguments {
  readonly rules: RuleName[];
  readonly mistakes: DirectiveMistake[];
  until?: Span & { readonly date: string };
  reason?: string;
}

function parseArguments(text: string, from: number, at: (from: number, to: number) => Span): Arguments {
  const found: Arguments = { rules: [], mistakes: [] };
  const token = /[^\s,]+/g;
  token.lastIndex = /^:/.test(text.slice(from)) ? from + 1 : from;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [written] = match;
    const start = match.index;
    const place = at(start, start + written.length);
    if (written.startsWith('--')) {
      found.reason =
        text
          .slice(start)
          .replace(/^-+\s*/, '')
          .trim() || undefined;
      break;
    }
    if (written.startsWith('#')) break;
    const option = /^(\w+)=(.*)$/.exec(written);
    if (option?.[1] === 'until') {
      const date = option[2] ?? '';
      if (isDate(date)) found.until = { ...place, date };
      else found.mistakes.push({ at: place, kind: 'date', text: date, suggestion: '' });
    } else if (option) {
      found.mistakes.push({ at: place, kind: 'option', text: option[1] ?? '', suggestion: 'until' });
    } else if (/^[\w-]+\/(?:[\w-]+|\*)$/.test(written) || isBareName(found, text, start, start + written.length)) {
      found.rules.push({ ...place, id: written });
    } else {
      const rest = text.slice(start).trimEnd();
      found.mistakes.push({
        at: at(start, start + rest.length),
        kind: 'prose',
        text: rest,
        suggestion: `-- ${rest}`,
      });
      break;
    }
  }
  return found;
}

/** A word without a slash is a misspelled rule if it's in the list of rules, else the start of a reason. */
const isBareName = (found: Arguments, text: string, start: number, end: number): boolean =>
  (found.rules.length === 0 || /,\s*$/.test(text.slice(0, start))) && /^\s*(?:$|,|--|until=)/.test(text.slice(end));

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
