import type { Edit, FixTemplate, Report } from '../api/rule';
import { isSpan, type Span } from '../text/span';
import { renderMessage } from './message';

/**
 * The edits of a template for one report. Undefined where it isn't certain what to change: the data are incomplete, or the finding's text
 * doesn't hold what is to be replaced exactly once, as a whole word.
 */
export function editsOf(template: FixTemplate, { at, data }: Report, text: string | undefined): readonly Edit[] | undefined {
  if (!isSpan(at) || text === undefined) return undefined;
  const written = text.slice(at.start, at.end);
  if ('below' in template || 'above' in template) {
    const added = filled('below' in template ? template.below : template.above, data);
    return added === undefined || !isPlain(added, 'below' in template ? template.below : template.above, written)
      ? undefined
      : lineBeside(added, 'above' in template, at, text);
  }
  const by = filled(template.by, data);
  const replaced = template.replace === undefined ? written : filled(template.replace, data);
  if (by === undefined || replaced === undefined || replaced === '' || by === replaced) return undefined;
  if (!isPlain(by, template.by, written)) return undefined;
  const offset = template.replace === undefined ? 0 : onlyPlaceOf(replaced, written);
  if (offset === undefined) return undefined;
  const start = at.start + offset;
  // An attribute is read from it, which what is written instead may not have.
  if (isWord(replaced) && /^\.[A-Za-z_]/.test(text.slice(start + replaced.length, start + replaced.length + 2))) return undefined;
  return [{ file: at.file, start, end: start + replaced.length, text: by }];
}

/** A line of code above or below a call that is a whole line itself, as far in as it. */
function lineBeside(added: string, isAbove: boolean, { file, start, end }: Span, text: string): readonly Edit[] | undefined {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const before = text.slice(from, start);
  const after = text.slice(end, lineEnd < 0 ? undefined : lineEnd).replace(/\r$/, '');
  if (!/^[ \t]*(?:\w+\.)*$/.test(before) || !/^(?:\((?:[^()]|\(\))*\))?[ \t]*(?:#.*)?$/.test(after)) return undefined;
  const indent = before.slice(0, before.length - before.trimStart().length);
  const lineBreak = text.slice(end + after.length, end + after.length + 1) === '\r' ? '\r\n' : '\n';
  if (isAbove) return [{ file, start: from, end: from, text: `${indent}${added}${lineBreak}` }];
  const at = end + after.length;
  return [{ file, start: at, end: at, text: `${lineBreak}${indent}${added}` }];
}

function filled(template: string, data: Report['data']): string | undefined {
  const text = renderMessage(template, data);
  return /\{\{[^{}\n]+\}\}/.test(text) ? undefined : text;
}

/** Characters that end a word, or mean something else in a shell, in YAML, or in a Dockerfile. */
const special = /[\p{Cc}`;|&<>#\\!*()]/gu;

/**
 * Whether data of a report, such as the name of a file, bring no character that has a meaning of its own: only the template, or what is
 * written there already, may have one.
 */
const isPlain = (text: string, template: string, written: string): boolean =>
  (text.match(special) ?? []).every((character) => template.includes(character) || written.includes(character));

const isWord = (text: string): boolean => /[\w)]$/.test(text);

const isWordCharacter = (character: string | undefined): boolean => character !== undefined && /[\w-]/.test(character);

/** Where a word is in a text, if it's there once. A part of another word doesn't count. */
function onlyPlaceOf(word: string, text: string): number | undefined {
  const places: number[] = [];
  for (let index = text.indexOf(word); index >= 0 && places.length < 2; index = text.indexOf(word, index + 1)) {
    const isPart =
      (isWordCharacter(word[0]) && isWordCharacter(text[index - 1])) ||
      (isWordCharacter(word.at(-1)) && isWordCharacter(text[index + word.length]));
    if (!isPart) places.push(index);
  }
  return places.length === 1 ? places[0] : undefined;
}
