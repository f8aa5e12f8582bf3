import type { YamlDocument, YamlPath } from '../languages/yaml';

/** The path of the key or the value that an offset is in. Undefined between them. */
export function yamlPathAt(yaml: YamlDocument, offset: number): YamlPath | undefined {
  const isIn = (span: { readonly start: number; readonly end: number } | undefined): boolean =>
    span !== undefined && span.start <= offset && offset <= span.end;
  const search = (value: unknown, path: YamlPath): YamlPath | undefined => {
    if (typeof value !== 'object' || value === null) return path;
    for (const [name, item] of Object.entries(value)) {
      const next = [...path, Array.isArray(value) ? Number(name) : name];
      if (isIn(yaml.valueSpan(next))) return search(item, next) ?? next;
      if (!Array.isArray(value) && isIn(yaml.keySpan(next))) return next;
    }
    return undefined;
  };
  return search(yaml.value, []);
}
