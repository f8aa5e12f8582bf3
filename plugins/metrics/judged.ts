import {
  type Context,
  type Documentation,
  defineRule,
  type JsonSchema,
  type Report,
  type Rule,
  type RunArtifact,
  type Severity,
} from '../../src/api';
import type { Verdict } from './judge/verdict';

/** A rule that judges measurements of a run: what it judges, how, and how it tells what is wrong. */
export interface JudgedRule<Options, Subject, Evidence, MessageId extends string> {
  readonly name: string;
  readonly docs: Documentation;
  readonly options: { readonly schema: JsonSchema; readonly defaults: Options };
  readonly messages: { readonly [id in MessageId]: string };
  readonly precision?: 'very-high' | 'high' | 'medium' | 'low';
  /** What there is to judge; none: the rule says nothing of this run. */
  subjects(target: RunArtifact, options: Options): Iterable<Subject>;
  /** What a subject is called in `cvl runs`. */
  title(subject: Subject): string;
  judge(subject: Subject, options: Options): Verdict<Evidence>;
  report(evidence: Evidence, subject: Subject, options: Options): Report<MessageId>;
}

/** Severities of single messages, where they are not that of the rule. */
export interface Severities {
  readonly severities?: { readonly [messageId: string]: Severity };
}

/** Reports what fails; tells how everything came out to those who ask. */
export function defineJudgement<Options extends object, Subject, Evidence, MessageId extends string>(
  definition: JudgedRule<Options, Subject, Evidence, MessageId>,
): Rule {
  const { name, docs, options, messages, precision, subjects, title, judge, report } = definition;
  return defineRule<'run', Options, MessageId>({
    name,
    scope: 'run',
    docs,
    options,
    messages,
    ...(precision && { precision }),
    *check(target: RunArtifact, context: Context<Options>) {
      for (const subject of subjects(target, context.options)) {
        const verdict = judge(subject, context.options);
        if (verdict.outcome !== 'fail') continue;
        const found = report(verdict.evidence, subject, context.options);
        const severity = (context.options as Severities).severities?.[found.message];
        yield severity === undefined ? found : { ...found, severity };
      }
    },
    *outcomes(target: RunArtifact, context: Context<Options>) {
      for (const subject of subjects(target, context.options)) {
        const verdict = judge(subject, context.options);
        yield {
          subject: title(subject),
          outcome: verdict.outcome,
          ...(verdict.outcome === 'unknown' && { because: verdict.because }),
        };
      }
    },
  });
}
