import {
  type Documentation,
  defineRule,
  type Example,
  type FixTemplate,
  type JsonSchema,
  type Related,
  type Report,
  type Rule,
  type Severity,
} from '../../src/api';
import { type Measured, measuredIn } from './evidence';

/** What advice is about: where the time goes, or where the memory goes. */
export type Concern = 'speed' | 'memory';

/** Figures that decide whether a run contradicts advice or confirms it, in percent. `rules/tables/performance.yaml` explains them. */
export interface Evidence {
  readonly busy: number;
  readonly idle: number;
  readonly roomy: number;
  readonly full: number;
  /** The severity if a run confirms it. */
  readonly proven: Severity;
}

const percent = { type: 'number', minimum: 0, maximum: 100 };

const evidence: { readonly [name in keyof Evidence]: JsonSchema } = {
  busy: { ...percent, description: 'GPU busy for this percentage of the time or more: speed is not a problem.' },
  idle: { ...percent, description: 'GPU busy for less than this percentage: something holds it up.' },
  roomy: { ...percent, description: 'GPU memory never used above this percentage: memory is not a problem.' },
  full: { ...percent, description: 'GPU memory used above this percentage: memory is short.' },
  proven: { enum: ['error', 'warning', 'info'], description: 'Severity if a run confirms the advice.' },
};

/** A rule's own options, and the tables that they come from. */
export interface OwnOptions {
  readonly properties: { readonly [name: string]: JsonSchema };
  readonly tables: { readonly [name: string]: string };
}

/** The options of a rule: some of those about evidence, and its own. */
export const evidenceOptions = (names: readonly (keyof Evidence)[], own?: OwnOptions) => ({
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: { ...Object.fromEntries(names.map((name) => [name, evidence[name]])), ...own?.properties },
  },
  tables: { ...Object.fromEntries(names.map((name) => [name, `performance.evidence.${name}`])), ...own?.tables } as {
    readonly [name in keyof Evidence]?: string;
  },
});

interface Advice<Options, MessageId extends string> {
  readonly name: string;
  readonly concern: Concern;
  readonly docs: Documentation;
  readonly options?: OwnOptions;
  /** Each ends with `{{measured}}`, a sentence about what a run showed. */
  readonly messages: { readonly [id in MessageId]: string };
  readonly fixes?: { readonly [id in MessageId]?: FixTemplate };
  /** What the code alone suggests. */
  find(example: Example, options: Options): Iterable<Report<MessageId>>;
}

/**
 * Advice from the code, weighed against the example's runs: not given if a run contradicts it, with another severity if a run
 * confirms it. Runs are read only if the code suggests something.
 */
export function defineAdvice<Options extends object = object, MessageId extends string = string>(
  advice: Advice<Options, MessageId>,
): Rule {
  const { concern, options: own, find, ...definition } = advice;
  return defineRule<'example', Evidence, MessageId>({
    ...definition,
    scope: 'example',
    precision: 'medium',
    options: evidenceOptions(['busy', 'idle', 'roomy', 'full', 'proven'], own),
    async *check(example, { options }) {
      const found = [...find(example, options as Evidence & Options)];
      if (!found.length) return;
      const weighed = weigh(concern, await measuredIn(example), options);
      if (weighed === 'contradicted') return;
      const seen = new Set<string>();
      for (const report of found) {
        const key = JSON.stringify([report.message, report.at]);
        if (!seen.has(key)) yield confirmed(report, weighed, options);
        seen.add(key);
      }
    },
  });
}

interface Proof {
  /** A sentence for the message, after a space. */
  readonly measured: string;
  readonly related: Related;
  readonly evidence: { readonly [name: string]: unknown };
}

const confirmed = <Id extends string>(report: Report<Id>, proof: Proof | undefined, { proven }: Evidence): Report<Id> => ({
  ...report,
  data: { ...report.data, measured: proof?.measured ?? '' },
  ...(proof && {
    severity: proven,
    related: [...(report.related ?? []), proof.related],
    evidence: { ...report.evidence, ...proof.evidence },
  }),
});

/** What the runs show about advice. Undefined if they show nothing. */
const weigh = (concern: Concern, measured: Measured, figures: Evidence): 'contradicted' | Proof | undefined =>
  concern === 'speed' ? weighSpeed(measured, figures) : weighMemory(measured, figures);

function weighSpeed({ utilization }: Measured, { busy, idle }: Evidence): 'contradicted' | Proof | undefined {
  if (!utilization) return undefined;
  const mean = Math.round(utilization.mean);
  if (utilization.mean >= busy) return 'contradicted';
  if (utilization.mean >= idle) return undefined;
  return {
    measured: ` A run kept the GPU busy only ${mean}% of the time.`,
    related: { message: `The GPU was busy ${mean}% of the time.`, at: utilization.place },
    evidence: { utilization: mean, samples: utilization.samples },
  };
}

function weighMemory({ memory, outOfMemory }: Measured, { roomy, full }: Evidence): 'contradicted' | Proof | undefined {
  if (outOfMemory) {
    return {
      measured: ' A run ran out of GPU memory.',
      related: { message: outOfMemory.message, at: outOfMemory.place },
      evidence: { outOfMemory: outOfMemory.message },
    };
  }
  if (!memory) return undefined;
  const max = Math.round(memory.max);
  if (memory.max <= roomy) return 'contradicted';
  if (memory.max < full) return undefined;
  return {
    measured: ` A run used ${max}% of the GPU's memory.`,
    related: { message: `${max}% of the GPU's memory was in use.`, at: memory.place },
    evidence: { memory: max },
  };
}
