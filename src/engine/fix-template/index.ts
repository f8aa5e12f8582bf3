import type { Edit, FixTemplate, Report } from '../../api/rule';
import { listOf } from '../../text/list-of';
import { isSpan, type Span } from '../../text/span';
import { renderMessage } from '../message';
import {
  engineFlag,
  instructionAbove,
  instructionInStage,
  keywordArgument,
  lineAboveCommand,
  lineAtTop,
  lineBeside,
  replacedCall,
  replacedFlag,
} from './insertions';

/**
 * The edits of templates for one report. Undefined where it isn't certain what to change: the data are incomplete, or the finding's text
 * doesn't hold what is to be replaced exactly once, as a whole word.
 */
export function editsOf(
  templates: FixTemplate | readonly FixTemplate[],
  { at, data }: Report,
  text: string | undefined,
): readonly Edit[] | undefined {
  if (!isSpan(at) || text === undefined) return undefined;
  const all = listOf(templates).map((template) => editsAt(template, at, data, text));
  return all.every((each) => each !== undefined) ? all.flat() : undefined;
}

function editsAt(template: FixTemplate, at: Span, data: Report['data'], text: string): readonly Edit[] | undefined {
  const written = text.slice(at.start, at.end);
  if (!('by' in template)) {
    const [kind, words] = addedBy(template);
    const added = filled(words, data);
    if (added === '') return [];
    return added === undefined || !isPlain(added, words, written) ? undefined : additions[kind](added, at, text);
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
  const end = start + replaced.length;
  // A whole word goes with the blank after it.
  if (by === '' && /(?:^|\s)$/.test(text.slice(Math.max(0, start - 1), start)) && /[ \t]/.test(text[end] ?? ''))
    return [{ file: at.file, start, end: end + 1, text: by }];
  return [{ file: at.file, start, end, text: by }];
}

type Addition = Exclude<FixTemplate, { readonly by: string }>;

type Kind = Exclude<Addition extends infer Each ? (Each extends object ? keyof Each : never) : never, 'unsafe'>;

/** What each kind of template makes of the text that it adds. */
const additions: { readonly [kind in Kind]: (added: string, at: Span, text: string) => readonly Edit[] | undefined } = {
  above: (added, at, text) => lineBeside(added, 'above', at, text),
  below: (added, at, text) => lineBeside(added, 'below', at, text),
  top: (added, { file }, text) => lineAtTop(added, file, text),
  under: (added, at, text) => lineBeside(added, 'under', at, text),
  aboveCommand: lineAboveCommand,
  call: replacedCall,
  argument: keywordArgument,
  flag: engineFlag,
  insteadOfFlag: replacedFlag,
  instruction: instructionAbove,
  inStage: instructionInStage,
};

const addedBy = (template: Addition): [Kind, string] =>
  Object.entries(template).find(([key]) => key !== 'unsafe') as [Kind, string];

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
