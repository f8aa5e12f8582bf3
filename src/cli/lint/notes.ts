import type { LintResult } from '../../api/finding';
import type { View } from '../../api/reporter';
import type { Severity } from '../../api/rule';
import type { Project } from '../../engine/project';
import { exitCodeOf } from '../../engine/verdict';
import { visible } from '../../reporters/text/visible';
import { note } from '../output';

/** How the report for people is laid out, as the flags say. */
export const viewOf = (flags: {
  readonly group?: View['group'];
  readonly max?: number;
  readonly sort: string;
  readonly summary: boolean;
  readonly quiet: boolean;
}): View => ({
  group: flags.group,
  max: flags.max,
  severityFirst: flags.sort === 'severity',
  summaryOnly: flags.summary,
  errorsOnly: flags.quiet,
});

/** The exit code of a run. Says where nothing was checked. */
export async function exitCodeAfter(
  result: LintResult,
  project: Project,
  {
    isWhole,
    mayBeEmpty,
    flags,
  }: {
    /** Whether all was written that had to be. */
    readonly isWhole: boolean;
    /** Whether a run that looks at no file is as it should be. */
    readonly mayBeEmpty: boolean;
    readonly flags: { readonly 'fail-on': string; readonly 'max-warnings'?: number | undefined; readonly 'allow-empty': boolean };
  },
): Promise<0 | 1 | 2> {
  const isEmpty = result.files.length === 0 && !mayBeEmpty;
  if (isEmpty) await note(nothingChecked(project));
  if (!isWhole || (isEmpty && !flags['allow-empty'])) return 2;
  return exitCodeOf(result, { failOn: flags['fail-on'] as Severity, maxWarnings: flags['max-warnings'] });
}

/** That no rule looked at anything, and why that may be. */
function nothingChecked({ configuration, paths, repository }: Project): string {
  const where = paths.includes('') ? 'here' : `in ${paths.map((path) => visible(path)).join(', ')}`;
  const { selected } = configuration;
  const off = [...(selected ?? [])].filter((rule) => !configuration.canBeOn(rule));
  if (selected && off.length === selected.size)
    return `Nothing was checked, because the configuration has ${off.join(', ')} off. Write \`--rule ${off[0]} --rule ${off[0]}:warning\`.`;
  const files = repository.files.length === 0 ? 'There are no files' : 'No rule looks at any of the files';
  return `Nothing was checked. ${files} ${where}. \`--allow-empty\` accepts that.`;
}

/** What git refuses to list, and what the configuration names and nothing has. */
export function hintsOf({ configuration, repository, paths }: Project): readonly string[] {
  const files = repository.files.map(({ path }) => path);
  const { gitRefusal } = repository.tree;
  const hints = configuration.hints(files, paths.includes('') ? repository.examples : undefined).map(({ origin, message }) => {
    const place = `${origin.name}${origin.line === undefined ? '' : `:${origin.line}`}`;
    return `${place} ${message}`;
  });
  return [...(gitRefusal === undefined ? [] : [gitRefusal]), ...hints].map((hint) => `hint: ${visible(hint)}`);
}

export const onlyErrors = (result: LintResult): LintResult => ({
  ...result,
  findings: result.findings.filter(({ severity }) => severity === 'error'),
});
