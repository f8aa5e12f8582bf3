import { applyDirectives, type DirectiveContext } from '../../../src/engine/directives';
import type { Location } from '../../../src/text/span';

export const rules = new Set(['docker/mounts', 'docker/gpu-flag', 'docker/rm', 'files/required', 'example/schema']);

export interface Found {
  readonly rule: string;
  readonly at: Location;
}

/** A finding at the first occurrence of a text. */
export function at(text: string, file: string, words: string, rule = 'docker/mounts'): Found {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`the text does not hold ${words}`);
  return { rule, at: { file, start, end: start + words.length } };
}

export interface Outcome {
  /** The texts that kept findings point at. */
  readonly kept: string[];
  readonly hidden: string[];
  /** `rule "text that is pointed at": message` */
  readonly told: string[];
  readonly directiveFindings: ReturnType<typeof applyDirectives>['directiveFindings'];
}

/** Applies the directives of one file to findings at the given texts, each of `docker/mounts` or as `text@rule`. */
export function outcome(file: string, text: string, words: readonly string[], more: Partial<DirectiveContext> = {}): Outcome {
  const findings = words.map((each) => {
    const [needle = '', rule] = each.split('@');
    return at(text, file, needle, rule);
  });
  const context = {
    text: (path: string) => (path === file ? text : undefined),
    files: [file],
    today: '2025-06-01',
    knownRules: rules,
    ...more,
  };
  const applied = applyDirectives(findings, context);
  const pointed = (place: Location) => ('start' in place ? text.slice(place.start, place.end) : '');
  return {
    kept: applied.findings.map((each) => pointed(each.at)),
    hidden: applied.suppressed.map((each) => pointed(each.at)),
    told: applied.directiveFindings.map((each) => `${each.rule} "${pointed(each.at)}": ${each.message}`),
    directiveFindings: applied.directiveFindings,
  };
}
