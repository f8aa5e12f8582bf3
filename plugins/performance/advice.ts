import {
  type Documentation,
  defineRule,
  type Example,
  type JsonSchema,
  type Related,
  type Report,
  type Rule,
  type Severity,
} from '../../src/api';
import { type Measured, measuredIn } from './evidence';

/** What advice is about: where the time goes, or where the memory goes. */
export type Concern = 'speed' | 'memory';

/** Figures that decide whether a run contradicts advice or proves the trouble. */
export interface AdviceOptions {
  /** GPU busy for at least this many per cent: nothing is gained in speed. */
  readonly busy: number;
  /** GPU busy for less than this many per cent: something holds it up. Source: the reference, "GPU utilization (should be >70%)". */
  readonly idle: number;
  /** GPU memory never above this many per cent: there is room. */
  readonly roomy: number;
  /** GPU memory above this many per cent: there is none. */
  readonly full: number;
  /** Severity where a run proves the trouble. */
  readonly proven: Severity;
}

export const adviceDefaults: AdviceOptions = { busy: 90, idle: 70, roomy: 60, full: 95, proven: 'warning' };

const percent = { type: 'number', minimum: 0, maximum: 100 };

export const adviceProperties: { readonly [name: string]: JsonSchema } = {
  busy: { ...percent, description: 'GPU busy for this many per cent or more: speed is no trouble' },
  idle: { ...percent, description: 'GPU busy for less: something holds it up' },
  roomy: { ...percent, description: 'GPU memory in use never above: memory is no trouble' },
  full: { ...percent, description: 'GPU memory in use above: memory is short' },
  proven: { enum: ['error', 'warning', 'info'], description: 'severity where a run proves the trouble' },
};

interface Advice<Options, MessageId extends string> {
  readonly name: string;
  readonly concern: Concern;
  readonly docs: Documentation;
  readonly options?: { readonly properties: { readonly [name: string]: JsonSchema }; readonly defaults: Options };
  /** Each ends with `{{measured}}`: what a run showed, if any. */
  readonly messages: { readonly [id in MessageId]: string };
  /** What the code alone suggests. */
  find(example: Example, options: Options): Iterable<Report<MessageId>>;
}

/**
 * Advice out of the code, weighed against the example's runs: not given where a run contradicts it, graver where one proves the
 * trouble. Runs are only read where the code suggests something.
 */
export function defineAdvice<Options extends object = object, MessageId extends string = string>(
  advice: Advice<Options, MessageId>,
): Rule {
  const { concern, options, find, ...definition } = advice;
  return defineRule<'example', Options & AdviceOptions, MessageId>({
    ...definition,
    scope: 'example',
    precision: 'medium',
    options: {
      schema: { type: 'object', additionalProperties: false, properties: { ...adviceProperties, ...options?.properties } },
      defaults: { ...adviceDefaults, ...options?.defaults } as Options & AdviceOptions,
    },
    async *check(example, { options: set }) {
      const found = [...find(example, set)];
      if (!found.length) return;
      const weighed = weigh(concern, await measuredIn(example), set);
      if (weighed === 'contradicted') return;
      const seen = new Set<string>();
      for (const report of found) {
        const key = JSON.stringify([report.message, report.at]);
        if (seen.has(key)) continue;
        seen.add(key);
        yield {
          ...report,
          data: { ...report.data, measured: weighed?.words ?? '' },
          ...(weighed && {
            severity: set.proven,
            related: [...(report.related ?? []), weighed.related],
            evidence: { ...report.evidence, ...weighed.evidence },
          }),
        };
      }
    },
  });
}

interface Proof {
  readonly words: string;
  readonly related: Related;
  readonly evidence: { readonly [name: string]: unknown };
}

/** What the runs say of advice: undefined where they say nothing. */
export function weigh(concern: Concern, measured: Measured, options: AdviceOptions): 'contradicted' | Proof | undefined {
  const { utilization, memory, outOfMemory } = measured;
  if (concern === 'speed') {
    if (!utilization) return undefined;
    const mean = Math.round(utilization.mean);
    if (utilization.mean >= options.busy) return 'contradicted';
    if (utilization.mean >= options.idle) return undefined;
    return {
      words: `; a run kept the GPU busy only ${mean} % of the time`,
      related: { message: `GPU busy ${mean} % on average`, at: utilization.place },
      evidence: { utilization: mean, samples: utilization.samples },
    };
  }
  if (outOfMemory) {
    return {
      words: '; a run ended out of GPU memory',
      related: { message: outOfMemory.message, at: outOfMemory.place },
      evidence: { outOfMemory: outOfMemory.message },
    };
  }
  if (!memory) return undefined;
  const max = Math.round(memory.max);
  if (memory.max <= options.roomy) return 'contradicted';
  if (memory.max < options.full) return undefined;
  return {
    words: `; a run filled ${max} % of the GPU’s memory`,
    related: { message: `${max} % of the memory in use`, at: memory.place },
    evidence: { memory: max },
  };
}
