import type { JsonSchema, Run } from '../../src/api';

/** What a framework leaves of a run, from `rules/tables/run-layouts.yaml`. */
export interface Layout {
  readonly framework: string;
  readonly frameworks?: readonly string[];
  readonly readers?: readonly string[];
  readonly place?: { readonly pattern: string; readonly text: string };
  /** Runs whose path matches have other files. */
  readonly except?: string;
  readonly needs?: readonly { readonly any: readonly string[]; readonly remedy: string }[];
  /** What to do if it has settings and no metric, in sentences. */
  readonly unlogged?: string;
  /** What weights it leaves, in words. */
  readonly checkpoints?: string;
  /** What the paths of its weights match, below the run or not. */
  readonly checkpointPlace?: { readonly pattern: string; readonly text: string; readonly remedy: string };
  readonly source?: string;
}

export interface Layouts {
  readonly layouts: readonly Layout[];
}

const names: JsonSchema = { type: 'array', items: { type: 'string' } };
const text: JsonSchema = { type: 'string' };
const pattern: JsonSchema = { type: 'string', format: 'regex' };

export const layoutsSchema: JsonSchema = {
  type: 'array',
  description: 'What each framework leaves of a run.',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['framework'],
    properties: {
      framework: { ...text, description: 'Its name in messages, and in logs where `frameworks` has no other.' },
      frameworks: { ...names, description: 'Names in logs.' },
      readers: { ...names, description: 'Readers of its logs; `lightning/*` for all that start so.' },
      place: {
        type: 'object',
        description: 'What the path of a run matches.',
        additionalProperties: false,
        required: ['pattern', 'text'],
        properties: { pattern, text },
      },
      except: { ...pattern, description: 'Paths of runs that have other files.' },
      needs: {
        type: 'array',
        description: 'Files of a run, of which any is enough, and what to do where there is none.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['any', 'remedy'],
          properties: { any: names, remedy: text },
        },
      },
      unlogged: { ...text, description: 'What to do if it has settings and no metric, in sentences.' },
      checkpoints: { ...text, description: 'What weights it saves, in words.' },
      checkpointPlace: {
        type: 'object',
        description: 'What the paths of its weights match, and what to do where they do not.',
        additionalProperties: false,
        required: ['pattern', 'text', 'remedy'],
        properties: { pattern, text, remedy: text },
      },
      source: text,
    },
  },
};

export const layoutsTable = 'run-layouts.layouts';

/** The layout that a run should have: by the framework that its log names, else by its reader. */
export function layoutOf({ framework, reader }: Run, all: readonly Layout[]): Layout | undefined {
  const named = all.find((layout) => framework !== undefined && (layout.frameworks ?? [layout.framework]).includes(framework));
  return (
    named ??
    all.find(({ readers }) =>
      readers?.some((each) => (each.endsWith('*') ? reader.startsWith(each.slice(0, -1)) : each === reader)),
    )
  );
}

/** A run without anything but settings, or a table without a row beside them: `runs/empty` reports it. */
export const hasOnlySettings = ({ series, config, errors, gpus, adapters, problems }: Run): boolean =>
  config.length > 0 && series.length + errors.length + gpus.length + adapters.length + problems.length === 0;
