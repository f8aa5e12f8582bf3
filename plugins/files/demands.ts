import type { Example, ExampleKind, JsonSchema } from '../../src/api';

/** A file that an example of some kind should have. */
export interface Demand {
  readonly file: string;
  /** What it is for, in words. */
  readonly purpose: string;
  /** Files that do as well. */
  readonly or?: readonly string[];
  /** Presets that say which script does it instead; `*` at the end for any rest. */
  readonly presets?: readonly string[];
  /** Only asked of examples that run in containers. */
  readonly docker?: boolean;
  /** Only asked of examples with a metadata file: it is their runner that looks for it. */
  readonly metadata?: boolean;
}

export type Demands = { readonly [kind in ExampleKind]?: readonly Demand[] };

const demandSchema: JsonSchema = {
  type: 'object',
  required: ['file', 'purpose'],
  additionalProperties: false,
  properties: {
    file: { type: 'string', description: 'path within the example' },
    purpose: { type: 'string', description: 'what it is for, in words' },
    or: { type: 'array', items: { type: 'string' }, description: 'files that do as well' },
    presets: {
      type: 'array',
      items: { type: 'string' },
      description: 'presets that name another script for it; `*` at the end for any rest',
    },
    docker: { type: 'boolean', description: 'only asked of examples that run in containers' },
    metadata: { type: 'boolean', description: 'only asked of examples with a metadata file' },
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
      description: 'files by kind of example',
      additionalProperties: false,
      properties: { training: list, inference: list, service: list, library: list },
    },
  },
};

/** The demands on an example that it does not meet. */
export function unmetDemands(example: Example, demands: Demands): readonly Demand[] {
  return (demands[example.kind] ?? []).filter(({ file, or = [], presets = [], docker, metadata }) => {
    if (metadata && !example.metadata) return false;
    if ([file, ...or].some((name) => hasFile(example, name))) return false;
    if (example.presetsMatching(presets).some(({ script, command }) => script ?? command)) return false;
    return !docker || needsOwnImage(example);
  });
}

/** Whether the example has a file, whatever the case of its letters: `readme.md` is a README. */
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
 * An image of the example's own is needed unless all presets say that they run without Docker, or a build script exists that
 * builds from somewhere else or only fetches an image.
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
