import type { JsonSchema } from '../api/rule';
import { configurationPlaces, isCode } from '../config/places';
import { configurationSchema } from '../config/schema';
import type { Project } from '../engine/project';
import { isSchema } from '../schema/words';

/** What a YAML file is, and the schema that says what it may hold. */
export interface Described {
  readonly kind: 'metadata' | 'configuration';
  readonly schema: JsonSchema;
}

/** The schema of a file: of the metadata of an example, or of the configuration. */
export function schemaOf({ repository, configuration }: Project, path: string, metadata: JsonSchema): Described | undefined {
  const example = repository.exampleOf(path);
  if (example && (example.metadata?.path === path || example.path === path)) {
    const { options } = configuration.setting('example/schema', path, example);
    const { schema } = Object(options) as { readonly schema?: unknown };
    return { kind: 'metadata', schema: isSchema(schema) ? schema : metadata };
  }
  const isConfiguration = path === configuration.file || configurationPlaces.includes(path);
  if (!isConfiguration || isCode(path) || path === 'package.json') return undefined;
  return { kind: 'configuration', schema: configurationSchema(configuration.plugins, configuration.tables) };
}
