import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { describeFixes } from '../../fix/diff';
import { applyFixes } from '../../fix/edits';
import { fixable, lintAndFix } from '../../fix/lint-and-fix';
import { plural } from '../../reporters/summary';
import { visible, visibleText } from '../../reporters/text/visible';
import { partOf, textAnswer } from './answer';
import { lintScope, type Scope, type Surroundings } from './surroundings';

interface FixInput extends Scope {
  readonly unsafe: boolean;
  readonly dryRun: boolean;
  readonly offset: number;
}

/** The changes as a diff, or, where it isn't a dry run, the changed files. */
export async function fixTool(surroundings: Surroundings, input: FixInput): Promise<CallToolResult> {
  const { unsafe, dryRun, offset } = input;
  const before = await lintScope(surroundings, input);
  const { texts } = applyFixes(fixable(before.findings, { unsafe }), before.text);
  if (texts.size === 0) return textAnswer('There is nothing to fix.');
  if (dryRun)
    return partOf(`${visibleText(describeFixes(texts, before.text))}\nNothing is written. To write: dryRun false.`, offset);
  const { result, unwritten } = await lintAndFix(() => lintScope(surroundings, input), { unsafe });
  const left = new Set(unwritten.map(({ file }) => file));
  const lines = [
    ...[...texts.keys()].filter((file) => !left.has(file)).map((file) => `Fixed ${visible(file)}`),
    ...unwritten.map(({ file, reason }) => `Not fixed: ${visible(file)}. ${visible(reason)}`),
    `${plural(result.findings.length, 'finding')} left.`,
  ];
  return partOf(lines.join('\n'), offset);
}
