import {
  type Context,
  type Documentation,
  defineRule,
  type Report,
  type Rule,
  type RuleOptions,
  type RunArtifact,
} from '../../src/api';
import type { Verdict } from './judge/verdict';

/** A rule that judges measurements of a run: what it judges, how, and how it reports what is wrong. */
export interface JudgedRule<Options, Subject, Evidence, MessageId extends string> {
  readonly name: string;
  readonly docs: Documentation;
  readonly options?: RuleOptions<Options>;
  readonly messages: { readonly [id in MessageId]: string };
  readonly precision?: 'very-high' | 'high' | 'medium' | 'low';
  /** What there is to judge; empty: the rule has nothing to say about this run. */
  subjects(target: RunArtifact, options: Options): Iterable<Subject>;
  /** What a subject is called in `cvl runs`. */
  title(subject: Subject): string;
  judge(subject: Subject, options: Options): Verdict<Evidence>;
  report(evidence: Evidence, subject: Subject, options: Options): Report<MessageId>;
}

/** Reports what fails, and gives how everything came out to those who ask. */
export function defineJudgment<Options extends object, Subject, Evidence, MessageId extends string>(
  definition: JudgedRule<Options, Subject, Evidence, MessageId>,
): Rule {
  const { name, docs, options, messages, precision, subjects, title, judge, report } = definition;
  return defineRule<'run', Options, MessageId>({
    name,
    scope: 'run',
    docs,
    messages,
    ...(options && { options }),
    ...(precision && { precision }),
    *check(target: RunArtifact, context: Context<Options>) {
      for (const subject of subjects(target, context.options)) {
        const verdict = judge(subject, context.options);
        if (verdict.outcome === 'fail') yield report(verdict.evidence, subject, context.options);
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
