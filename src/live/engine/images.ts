import type { ImageFacts } from '../../model/live/facts';
import type { CallOptions } from './call';
import { ask, type Engine, inspectAll } from './engine';
import { type Answer, answer } from './fault';
import { platformOf } from './info';
import { at, momentAt, numberAt, textAt, textMapAt, textsAt } from './json';

/** The image that a launch would use by this name or id now. Undefined if the engine has none. */
export async function imageNamed(engine: Engine, name: string, options?: CallOptions): Promise<Answer<ImageFacts | undefined>> {
  const found = await inspectAll(engine, ['image', 'inspect'], [name], options);
  return found.ok ? answer(found.value.flatMap((value) => readImage(value) ?? [])[0]) : found;
}

/** All images that the engine has, without the layers between. */
export async function listImages(engine: Engine, options?: CallOptions): Promise<Answer<readonly ImageFacts[]>> {
  const ids = await ask(engine, ['images', '--quiet', '--no-trunc'], options);
  if (!ids.ok) return ids;
  const found = await inspectAll(engine, ['image', 'inspect'], linesOf(ids.value), options);
  return found.ok ? answer(found.value.flatMap((value) => readImage(value) ?? [])) : found;
}

/** The different lines of a list of ids. */
export const linesOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

function readImage(value: unknown): ImageFacts | undefined {
  const id = textAt(value, 'Id');
  if (id === undefined) return undefined;
  const platform = platformOf(textAt(value, 'Os'), textAt(value, 'Architecture'));
  const variant = textAt(value, 'Variant');
  return {
    id: bareId(id),
    tags: textsAt(value, 'RepoTags'),
    digests: textsAt(value, 'RepoDigests'),
    created: momentAt(value, 'Created'),
    tagged: momentAt(value, 'Metadata', 'LastTagTime'),
    bytes: numberAt(value, 'Size'),
    platform: platform !== undefined && variant !== undefined ? `${platform}/${variant}` : platform,
    labels: textMapAt(value, 'Config', 'Labels'),
    entrypoint: wordsAt(at(value, 'Config', 'Entrypoint')),
    command: wordsAt(at(value, 'Config', 'Cmd')),
    environment: environmentOf(textsAt(value, 'Config', 'Env')),
    user: textAt(value, 'Config', 'User'),
    workdir: textAt(value, 'Config', 'WorkingDir'),
  };
}

export const bareId = (id: string): string => id.replace(/^sha256:/, '');

/** Words of a command. Podman 4 writes an entry point as one text. */
export const wordsAt = (value: unknown): readonly string[] =>
  typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : textsAt({ value }, 'value');

/** `NAME=value` entries by name. */
export const environmentOf = (entries: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    entries.map((entry): [string, string] => {
      const sign = entry.indexOf('=');
      return sign < 0 ? [entry, ''] : [entry.slice(0, sign), entry.slice(sign + 1)];
    }),
  );
