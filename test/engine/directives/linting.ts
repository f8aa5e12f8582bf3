import directivesPlugin from '../../../plugins/directives';
import type { Report } from '../../../src/api';
import { applyDirectives, type DirectiveContext } from '../../../src/engine/directives';
import type { Directives } from '../../../src/model/directives';
import type { Location } from '../../../src/text/span';

const rules = new Set(['docker/mounts', 'docker/gpu-flag', 'docker/rm', 'files/required', 'example/schema']);

export interface Found {
  readonly rule: string;
  readonly at: Location;
}

/** A finding at the first occurrence of a text. */
function at(text: string, file: string, words: string, rule = 'docker/mounts'): Found {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`the text does not hold ${words}`);
  return { rule, at: { file, start, end: start + words.length } };
}

export interface Outcome {
  /** The texts that kept findings point at. */
  readonly kept: string[];
  readonly hidden: string[];
  /** `rule message-id "text that is pointed at"`, with the data of the message where it has some. */
  readonly reported: string[];
  readonly reports: readonly RuleReport[];
}

export interface RuleReport extends Report {
  readonly rule: string;
}

/** What the rules about directives report of those in a file. Without `no-reason`, unless it is asked for. */
export const judge = (directives: readonly Directives[], noReason = false): readonly RuleReport[] =>
  directives.flatMap((each) =>
    (directivesPlugin.rules ?? [])
      .filter(({ name }) => noReason || name !== 'no-reason')
      .flatMap((rule) =>
        [...(rule.check(each as never, {} as never) as Iterable<Report>)].map((report) => ({ ...report, rule: rule.name })),
      ),
  );

export const context = { today: '2025-06-01', knownRules: rules, wholeRun: true, isOn: () => true };

/** Applies the directives of one file to findings at the given texts, each of `docker/mounts` or as `text@rule`. */
export function outcome(
  file: string,
  text: string,
  words: readonly string[],
  { noReason, ...more }: Partial<DirectiveContext> & { readonly noReason?: boolean } = {},
): Outcome {
  const findings = words.map((each) => {
    const [needle = '', rule] = each.split('@');
    return at(text, file, needle, rule);
  });
  const applied = applyDirectives(findings, {
    ...context,
    text: (path: string) => (path === file ? text : undefined),
    files: [file],
    ...more,
  });
  const reports = judge(applied.directives, noReason);
  const pointed = (place: Location) => ('start' in place ? text.slice(place.start, place.end) : '');
  return {
    kept: applied.findings.map((each) => pointed(each.at)),
    hidden: applied.suppressed.map((each) => pointed(each.at)),
    reported: reports.map(({ rule, message, at: place }) => `${rule} ${message} "${pointed(place)}"`),
    reports,
  };
}
