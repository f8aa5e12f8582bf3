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
  /** The texts that the remaining findings point at. */
  readonly kept: string[];
  readonly hidden: string[];
  /** `rule message-id "text"`, with the text that the finding points at, and the data of the message. */
  readonly reported: string[];
  readonly reports: readonly RuleReport[];
}

export interface RuleReport extends Report {
  readonly rule: string;
}

/** What the rules about directives report in a file. `no-reason` runs only if asked for. */
export const judge = (directives: readonly Directives[], noReason = false): readonly RuleReport[] =>
  directives.flatMap((each) =>
    (directivesPlugin.rules ?? [])
      .filter(({ name }) => noReason || name !== 'no-reason')
      .flatMap((rule) =>
        [...(rule.check(each as never, {} as never) as Iterable<Report>)].map((report) => ({ ...report, rule: rule.name })),
      ),
  );

export const context = { today: '2025-06-01', knownRules: rules, wholeRun: true, isOn: () => true };

/** Applies the directives of one file to findings at the given texts. Each is of `docker/mounts`, or of the rule in `text@rule`. */
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
