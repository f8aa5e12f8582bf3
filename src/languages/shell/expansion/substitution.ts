import type { CommandExpansionPart, ParsedScript, ProcessSubstitutionPart } from 'unbash';
import { readFile } from '../state/files';
import { capture, inSubshell } from '../state/output';
import { type Scope, type Source, spanOf } from '../state/scope';
import { type Shell, spendStep } from '../state/shell';
import { EMPTY, sliceText, type Text, textLength } from '../values/text';

/** `$(…)` in a word. */
export function substitution(shell: Shell, scope: Scope, part: CommandExpansionPart): Text {
  if (!part.script) return EMPTY;
  const place = spanOf(scope.source, part);
  const source: Source =
    part.script.source === undefined ? scope.source : { file: scope.source.file, text: part.script.source, place };
  return substitute(shell, { ...scope, source, substitution: place }, part.script);
}

/** `<(…)` in a word: the commands run, and the word is the path of a pipe. */
export function processSubstitution(shell: Shell, scope: Scope, part: ProcessSubstitutionPart): Text {
  if (part.script) substitute(shell, { ...scope, substitution: spanOf(scope.source, part) }, part.script);
  return [{ text: '/dev/fd/63', span: spanOf(scope.source, part) }];
}

/** The text of `$(…)`: the output without its trailing newlines. */
export function substitute(shell: Shell, scope: Scope, script: ParsedScript): Text {
  shell.substitutions += 1;
  spendStep(shell, 2);
  const file = readOnly(shell, scope, script);
  if (file) return withoutLastNewlines(file);
  const inner: Scope = { ...scope, capture: true, tested: false };
  const output = capture(shell, () => inSubshell(shell, () => shell.interpreter.runStatements(shell, inner, script.commands)));
  return withoutLastNewlines(output);
}

/** `$(<file)` */
function readOnly(shell: Shell, scope: Scope, script: ParsedScript): Text | undefined {
  const command = script.commands.length === 1 ? script.commands[0]!.command : undefined;
  if (command?.type !== 'Command' || command.name || command.prefix.length !== 1) return undefined;
  const [redirect] = command.prefix;
  if (redirect?.type !== 'Redirect' || redirect.operator !== '<' || !redirect.target) return undefined;
  return readFile(
    shell,
    shell.interpreter.expandText(shell, scope, redirect.target),
    scope.substitution ?? { file: scope.source.file, start: 0, end: 0 },
  );
}

function withoutLastNewlines(text: Text): Text {
  let end = textLength(text);
  for (let index = text.length - 1; index >= 0; index -= 1) {
    const value = text[index]!.text;
    if (value === null) break;
    const trimmed = value.replace(/(?<!\n)\n+$/, '');
    end -= value.length - trimmed.length;
    if (trimmed !== '') break;
    if (value === '' && text[index]!.defaultOf !== undefined) break;
  }
  return end === textLength(text) ? text : sliceText(text, 0, end);
}
