import type { ContainerProgram, Example, Metadata } from '../../src/api';

export interface Framework {
  readonly modules: readonly string[];
  /** Other words that show that it's used. */
  readonly also?: readonly string[];
  /** Frameworks that it's built on. Declaring one of them is enough. */
  readonly on?: readonly string[];
}

export interface FrameworkOptions {
  readonly frameworks: { readonly [name: string]: Framework };
}

const words = { type: 'array', items: { type: 'string' } };

export const frameworksProperty = {
  frameworks: {
    type: 'object',
    description: 'The modules of each framework in the metadata, other words that show it, and what it is built on.',
    additionalProperties: {
      type: 'object',
      required: ['modules'],
      additionalProperties: false,
      properties: { modules: words, also: words, on: words },
    },
  },
} as const;

export const frameworksTable = { frameworks: 'python-frameworks.frameworks' } as const;

/** A framework's name as the table writes it: `Scikit Learn` is `scikit-learn`. */
export const frameworkKey = (name: string): string => name.toLowerCase().replace(/[\s_]+/g, '-');

/** What the table says of a framework. Undefined if it isn't listed. */
export const frameworkNamed = (name: string, { frameworks }: FrameworkOptions): Framework | undefined =>
  Object.hasOwn(frameworks, frameworkKey(name)) ? frameworks[frameworkKey(name)] : undefined;

/** The programs of an example, if there are any and their images have no code from elsewhere. */
export function knownPrograms({ example }: Metadata): readonly ContainerProgram[] | undefined {
  const { programs } = example;
  return programs.length === 0 || programs.some(hasForeignCode) ? undefined : programs;
}

const hasForeignCode = ({ start }: ContainerProgram): boolean => {
  const runs = start.launch.image.view?.stages.flatMap((stage) => stage.runs) ?? [];
  return runs.some((run) => /git\s+clone|git\+https?:/.test(run.body?.text ?? ''));
};

/** All of an example except its metadata and its prose. Files of 300 kB and more are data. */
export const codeOf = ({ files, repository, path: metadata }: Example): string =>
  files
    .filter(({ path }) => /\.(py|sh|txt|toml|ya?ml|cfg|json|ipynb|js|ts)$|Dockerfile/.test(path) && path !== metadata)
    .map(({ path }) => ((repository.size(path) ?? 0) < 300_000 ? (repository.source(path)?.text ?? '') : ''))
    .join('\n');
