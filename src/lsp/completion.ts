import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import type { JsonSchema } from '../api/rule';
import type { Project } from '../engine/project';
import { isScriptPath } from '../model/file-kinds';
import type { Example } from '../model/targets';
import type { Positions } from './positions';
import { describeSchema, propertiesOf, schemasAt, valuesOf } from './schema-walk';
import { schemaOf } from './schemas';
import { type YamlContext, yamlContextAt } from './yaml-context';

/** What can be written at an offset of an example's metadata, or of the configuration. */
export function completionsAt(
  project: Project,
  path: string,
  { positions, offset, metadata }: { readonly positions: Positions; readonly offset: number; readonly metadata: JsonSchema },
): readonly CompletionItem[] {
  const described = schemaOf(project, path, metadata);
  const context = described && yamlContextAt(positions.text, offset);
  if (!described || !context) return [];
  const schemas = schemasAt(described.schema, context.path);
  const range = positions.range(context.start, offset);
  const example = project.repository.exampleOf(path);
  const values = [
    ...schemas.flatMap(valuesOf).map(String),
    ...(described.kind === 'metadata' && example ? namesFor(context, example) : []),
  ];
  const items: CompletionItem[] = [...new Set(values)].map((label) => ({
    label,
    kind: CompletionItemKind.Value,
    textEdit: { range, newText: label },
  }));
  if (context.kind === 'value') return items;
  const isWritten = writtenIn(project, path, context);
  const keys = new Map(schemas.flatMap((schema) => [...propertiesOf(schema)]));
  for (const [label, schema] of keys) {
    if (isWritten(label)) continue;
    const own = schemasAt(described.schema, [...context.path, label]);
    const documentation = describeSchema(label, own.length > 0 ? own : [schema]);
    items.push({
      label,
      kind: CompletionItemKind.Property,
      textEdit: { range, newText: `${label}: ` },
      ...(documentation !== undefined && { documentation: { kind: 'markdown', value: documentation } }),
    });
  }
  return items;
}

/** Names of the example that a value can be: the scripts beside the metadata, and the images that its scripts name. */
function namesFor({ path, kind }: YamlContext, example: Example): readonly string[] {
  const last = path.at(-1);
  if (kind === 'value' && path[0] === 'presets' && (last === 'script' || path.length === 2))
    return example.files
      .filter((file) => isScriptPath(file.path))
      .map((file) => (example.folder === '' ? file.path : file.path.slice(example.folder.length + 1)))
      .filter((name) => !name.includes('/'));
  if (kind !== 'value' || path.length !== 1 || last !== 'image') return [];
  const images = [...example.imageNames.map(({ name }) => name), ...example.launches.flatMap(({ spec }) => spec.image ?? [])];
  return images.flatMap(({ text }) => (text !== undefined && /^[\w.:/@-]+$/.test(text) ? text : []));
}

/** Whether a key is in the mapping at the cursor. */
function writtenIn({ repository }: Project, path: string, context: YamlContext): (key: string) => boolean {
  const keys = context.path.includes(0) ? [] : (repository.yaml(path)?.keys(context.path) ?? []);
  return (key) => keys.includes(key);
}
