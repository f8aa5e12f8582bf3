import { expandWord, type Variables } from './expand';
import type { Assignment, BuildArguments } from './model';
import { type DockerWord, type LogicalText, quotedWords, spanOf } from './text';

/**
 * ARG: `NAME=default` or `NAME`. The command line overrides the default. A bare NAME in a stage takes the default from before the
 * first FROM.
 */
export function readArgument(
  { buildArgs, escapeCharacter }: { readonly buildArgs: BuildArguments; readonly escapeCharacter: string },
  word: DockerWord,
  variables: Variables,
  globals: Variables | undefined,
): Assignment {
  const equals = word.text.indexOf('=');
  const name = equals < 0 ? word.text : word.text.slice(0, equals);
  const split = word.span.start + name.length;
  const written = equals < 0 ? globals?.get(name) : expandWord(word.text.slice(equals + 1), variables, { escapeCharacter });
  const value = Object.hasOwn(buildArgs, name) ? buildArgs[name] : written;
  const { file } = word.span;
  return {
    name,
    value,
    span: word.span,
    nameSpan: { file, start: word.span.start, end: split },
    valueSpan: equals < 0 ? undefined : { file, start: Math.min(split + 1, word.span.end), end: word.span.end },
  };
}

/** ENV and LABEL: `NAME=value …`, or the old `NAME value`. All values of one instruction see the variables from before it. */
export function readAssignments(text: LogicalText, variables: Variables, escapeCharacter: string): Assignment[] {
  const words = quotedWords(text, escapeCharacter);
  const [first] = words;
  if (!first) return [];
  const assignment = (nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): Assignment => ({
    name: text.text.slice(nameStart, nameEnd),
    value: expandWord(text.text.slice(valueStart, valueEnd), variables, { escapeCharacter }),
    span: spanOf(text, nameStart, valueEnd),
    nameSpan: spanOf(text, nameStart, nameEnd),
    valueSpan: spanOf(text, valueStart, valueEnd),
  });
  if (!first.text.includes('=')) {
    const gap = /\s+/.exec(text.text);
    return gap ? [assignment(0, gap.index, gap.index + gap[0].length, text.text.length)] : [];
  }
  let at = 0;
  return words.flatMap((word) => {
    const start = text.text.indexOf(word.text, at);
    at = start + word.text.length;
    const equals = word.text.indexOf('=');
    return equals > 0 ? [assignment(start, start + equals, start + equals + 1, at)] : [];
  });
}
