/** Makefiles: the commands of recipes, as make hands them to the shell. See README.md. */

import type { SourceFile } from '../../text/span';
import { type EmbeddedText, writeEmbedded } from '../shell';
import { expand, longest, put, type Recipe } from './expand';
import { type Makefile, parseMakefile, type Range, type Rule } from './parse';

/**
 * What make hands to a shell: a text for each line of a recipe, or for each recipe if the makefile says `.ONESHELL`. `folder` is where
 * make runs, absolute. Values from the environment are variables of the text.
 */
export function recipeTexts(file: SourceFile, folder: string): readonly EmbeddedText[] {
  const makefile = parseMakefile(file);
  return makefile.rules.flatMap((rule) => {
    const lines = rule.recipe.filter((line) => line.some(({ start, end }) => end > start));
    if (makefile.oneShell) return lines.length === 0 ? [] : [textOf(file, folder, makefile, rule, lines)];
    return lines.map((line) => textOf(file, folder, makefile, rule, [line]));
  });
}

function textOf(
  file: SourceFile,
  folder: string,
  makefile: Makefile,
  { targets }: Rule,
  lines: readonly (readonly Range[])[],
): EmbeddedText {
  const isPlain = /^[\w./-]+$/.test(file.text.slice(targets.start, targets.end));
  const target = isPlain ? targets : undefined;
  const recipe: Recipe = { file, makefile, folder, target, writer: writeEmbedded(file), quote: '', room: longest };
  for (const line of lines) {
    for (const [index, { start, end }] of line.entries()) {
      expand(recipe, { start: index === 0 ? afterPrefix(file.text, start, end) : start, end });
      put(recipe, '\n', { file: file.path, start: end, end });
    }
  }
  return recipe.writer.finish();
}

/** The offset after `@`, `-` and `+`, and after a variable for them: `$(Q)docker run`. */
function afterPrefix(text: string, start: number, end: number): number {
  const line = text.slice(start, end);
  return start + (/^(?:[ \t@+-]|\$[({]\w+[)}](?=[@\w./]))*/.exec(line)?.[0].length ?? 0);
}
