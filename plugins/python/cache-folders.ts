import { type ContainerProgram, repositoryPath, stringValue } from '../../src/api';
import { type Downloaded, runsAsRoot } from './downloads';

/** Where a library keeps downloads for the user root, and the variables that move it with what follows their values. */
interface Cache {
  readonly folder: string;
  readonly variables: { readonly [name: string]: string };
}

export interface CacheOptions {
  readonly caches: { readonly [cache: string]: Cache };
}

export const cacheOptions = {
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      caches: {
        type: 'object',
        description:
          'The folder of each cache for the user root, and the variables that move it, with what follows their values.',
        additionalProperties: {
          type: 'object',
          required: ['folder', 'variables'],
          additionalProperties: false,
          properties: {
            folder: { type: 'string', pattern: '^/' },
            variables: { type: 'object', additionalProperties: { type: 'string' } },
          },
        },
      },
    },
  },
  tables: { caches: 'python-caches.caches' },
} as const;

/** The cache folder of a download that names no folder, through the variables of the launch, the image, and the code. */
export function cacheFolder(
  { download }: Pick<Downloaded, 'download'>,
  program: ContainerProgram,
  { caches }: CacheOptions,
): string | undefined {
  const cache = Object.hasOwn(caches, download.cache) ? caches[download.cache] : undefined;
  if (!cache || download.target || !runsAsRoot(program)) return undefined;
  const { variables, container } = program.start;
  const writes = program.own.flatMap((file) => file.facts.environment.writes);
  for (const [name, rest] of Object.entries(cache.variables)) {
    const given = variables.has(name) ? variables.get(name) : container.variable(name);
    if (given === undefined) return undefined;
    if (given !== null && given !== '') return given + rest;
    const write = writes.findLast((each) => each.name === name);
    if (write) return writtenFolder(stringValue(write.value), rest);
  }
  return cache.folder;
}

/** A path from the program's own file may be anything in the container. */
const writtenFolder = (value: string | undefined, rest: string): string | undefined =>
  value === undefined || repositoryPath(value) !== undefined ? undefined : `${value}${rest}`;

/** The value of a variable of the launch that puts a download into a folder; undefined if something else does. */
export function cacheVariable(
  folder: string,
  { download }: Pick<Downloaded, 'download'>,
  program: ContainerProgram,
  { caches }: CacheOptions,
) {
  const cache = Object.hasOwn(caches, download.cache) ? caches[download.cache] : undefined;
  return Object.entries(cache?.variables ?? {}).flatMap(([name, rest]) => {
    const entry = program.start.launch.spec.env.findLast((each) => each.name.text === name);
    return entry?.value?.text !== undefined && entry.value.text + rest === folder ? [{ name, at: entry.value.span }] : [];
  })[0];
}
