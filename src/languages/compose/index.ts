/** Compose files: services, as the words of the `docker` commands that do the same. See README.md. */

import type { Span } from '../../text/span';
import type { Word } from '../shell';
import { fieldsOf, type YamlDocument } from '../yaml';
import type { Environment } from './interpolate';
import { type Layers, layersOf, type Node, type OpenFile, single } from './layers';
import { buildWords, flagsOf, processOf } from './service';
import { pathFrom } from './volumes';
import { literalWord, wordOf } from './words';

export type { Environment } from './interpolate';

/** A service that compose can start. */
export interface Service {
  readonly name: string;
  /** The name, where the file defines it. */
  readonly span: Span;
  /** The words after `docker run`: flags, image, command. */
  readonly run: readonly Word[];
  /** The words after `docker build`. Undefined if it isn't built, or from something other than a folder. */
  readonly build: readonly Word[] | undefined;
}

export interface ComposeContext {
  /** The folder of the file, absolute. */
  readonly folder: string;
  /** The variables of the `.env` file beside it. */
  readonly environment: Environment;
  readonly open: OpenFile;
}

/** The services of a compose file that name an image or a build, with all that they extend. */
export function servicesOf(yaml: YamlDocument, context: ComposeContext): readonly Service[] {
  const whole = fieldsOf(yaml.value);
  const project = typeof whole.name === 'string' ? whole.name : context.folder.slice(context.folder.lastIndexOf('/') + 1);
  return Object.entries(fieldsOf(whole.services)).flatMap(([name, value]) => {
    const node: Node = { yaml, path: ['services', name], value, folder: context.folder };
    const layers = layersOf(node, context.open);
    const image = layers && imageOf(layers, context, `${project}-${name}`.toLowerCase());
    return layers && image ? [serviceOf(node, name, layers, image, context)] : [];
  });
}

function serviceOf(node: Node, name: string, layers: Layers, image: Word, { environment }: ComposeContext): Service {
  const { flags, words } = processOf(layers, environment);
  const span = node.yaml.keySpan(node.path) ?? node.yaml.nearestSpan(node.path);
  return {
    name,
    span,
    run: [...flagsOf(layers, environment), ...flags, image, ...words],
    build: buildWords(layers, environment, image, pathFrom),
  };
}

/** The image of a service. One that is only built gets its name from the project and the service. */
function imageOf(layers: Layers, { environment }: ComposeContext, ownName: string): Word | undefined {
  const image = single(layers, 'image');
  if (image) return wordOf(image, environment);
  const build = single(layers, 'build');
  return build && literalWord(ownName, build.yaml.keySpan(build.path) ?? build.yaml.nearestSpan(build.path));
}
