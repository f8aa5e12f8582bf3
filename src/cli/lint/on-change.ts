import type { LintResult } from '../../api/finding';
import { withoutKnown } from '../../engine/new-findings';
import { plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';
import { note } from '../output';
import { watchChanges } from './changes';

export interface LintingOnChange {
  readonly root: string;
  /** A folder that isn't watched, absolute. */
  readonly ignored: string | undefined;
  lint(): Promise<LintResult>;
  /** Prints a report of findings. */
  show(result: LintResult): Promise<unknown>;
  /** Takes what says how far a lint is off the screen. */
  clear(): void;
}

/**
 * Lints, and again after each change, when it prints what is new. It never ends by itself. A mistake in the configuration is said, and
 * the change that mends it waited for.
 */
export async function lintOnChange({ root, ignored, lint, show, clear }: LintingOnChange): Promise<never> {
  const changes = watchChanges(root, ignored);
  let before: LintResult | undefined;
  for (let changed: readonly string[] = []; ; changed = await changes.next()) {
    if (changed.length > 0) await note(`\n${time()} ${namesOf(changed)} changed.`);
    const after = await attempt(lint);
    clear();
    if (!after) continue;
    const fresh = before ? withoutKnown(after, before) : after;
    const gone = before ? withoutKnown(before, after).findings : [];
    if (!before || fresh.findings.length > 0) await show(fresh);
    const counts = before ? `${plural(fresh.findings.length, 'new problem')}, ${gone.length} gone${ofRules(gone)}. ` : '';
    await note(`${counts}${plural(after.findings.length, 'problem')} in all. Waiting for changes; Ctrl-C ends.`);
    before = after;
  }
}

async function attempt(lint: () => Promise<LintResult>): Promise<LintResult | undefined> {
  try {
    return await lint();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ConfigurationError')) throw error;
    await note(`${visible(error.message)} Waiting for the next change; Ctrl-C ends.`);
    return undefined;
  }
}

const ofRules = (gone: LintResult['findings']): string =>
  gone.length === 0 ? '' : ` (${[...new Set(gone.map(({ rule }) => rule))].sort().join(', ')})`;

const namesOf = (changed: readonly string[]): string =>
  changed.length <= 3 ? changed.map(visible).join(', ') : `${visible(changed[0] ?? '')} and ${changed.length - 1} other files`;

const time = (): string => new Date().toTimeString().slice(0, 8);
