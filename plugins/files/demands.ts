import type { Example, ExampleKind, JsonSchema } from '../../src/api';

/** A file that an example of some kind should have. */
export interface Demand {
  readonly file: string;
  /** What it gives, to complete the rule's sentence. */
  readonly purpose: string;
  /** Files that can take its place. */
  readonly or?: readonly string[];
  /** Patterns of presets whose script can take its place. */
  readonly presets?: readonly string[];
  /** Asks only examples that run in containers. */
  readonly docker?: boolean;
  /** Asks only examples with a metadata file, whose runner looks for it. */
  readonly metadata?: boolean;
}

export type Demands = { readonly [kind in ExampleKind]?: readonly Demand[] };

const demandSchema: JsonSchema = {
  type: 'object',
  required: ['file', 'purpose'],
  additionalProperties: false,
  properties: {
    file: { type: 'string', description: 'a path in the example' },
    purpose: { type: 'string', description: 'what the file gives, to complete the message' },
    or: { type: 'array', items: { type: 'string' }, description: 'files that can take its place' },
    presets: {
      type: 'array',
      items: { type: 'string' },
      description: 'names of presets whose script can take its place, such as `train*`',
    },
    docker: { type: 'boolean', description: 'asks only examples that run in containers' },
    metadata: { type: 'boolean', description: 'asks only examples with a metadata file' },
  },
};

const list: JsonSchema = { type: 'array', items: demandSchema };

/** The options of a rule that demands files by kind of example. */
export const demandsSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    files: {
      type: 'object',
      description: 'the files that an example should have, by its kind',
      additionalProperties: false,
      properties: { training: list, inference: list, service: list, library: list },
    },
  },
};

/** The demands that an example doesn't meet. */
export function unmetDemands(example: Example, demands: Demands): readonly Demand[] {
  return (demands[example.kind] ?? []).filter(({ file, or = [], presets = [], docker, metadata }) => {
    if (metadata && !example.metadata) return false;
    if ([file, ...or].some((name) => hasFile(example, name))) return false;
    if (example.presetsMatching(presets).some(({ script, command }) => script ?? command)) return false;
    return !docker || needsOwnImage(example);
  });
}

/** Whether the example has a file, in any case: `readme.md` is a README. */
function hasFile(example: Example, name: string): boolean {
  const path = example.join(name);
  if (path !== undefined && example.repository.entry(path)?.type === 'file') return true;
  if (example.has(name)) return true;
  const folder = example.join('.');
  return (
    !name.includes('/') &&
    folder !== undefined &&
    example.repository.list(folder).some((item) => item.name.toLowerCase() === name.toLowerCase())
  );
}

/**
 * An example needs an image of its own unless all its presets run without Docker, or its build script builds from another
 * Dockerfile or only pulls an image.
 */
function needsOwnImage(example: Example): boolean {
  const { presets } = example;
  if (presets.length > 0 && presets.every(({ docker }) => docker === false)) return false;
  if (!example.metadata && !mentionsDocker(example)) return false;
  const build = example.join('build.sh');
  const text = build === undefined ? undefined : example.repository.source(build)?.text;
  if (text === undefined) return true;
  return /\b(?:docker|podman|nerdctl)\s+(?:buildx\s+)?build\b/.test(text) && !/\s(?:-f|--file)\b/.test(text);
}

const mentionsDocker = ({ files, repository }: Example): boolean =>
  files.some(({ path }) => path.endsWith('.sh') && /\b(?:docker|podman)\b/.test(repository.source(path)?.text ?? ''));
