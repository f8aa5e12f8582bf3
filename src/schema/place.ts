import type { YamlPath } from '../languages/yaml';
import type { JsonSchema } from './json-schema';
import { writePath } from './pointer';
import { describeShortly } from './words';

/** Names a place in a message: `"gpu"`, `"resources.gpu"`, `item 2 of "tags"`, with the schema's description in parentheses. */
export function namePlace(path: YamlPath, root: string, schema: JsonSchema): string {
  if (path.length === 0) return root;
  const meaning = describeShortly(schema);
  const end = path.at(-1);
  const name =
    typeof end === 'number'
      ? `item ${end + 1} of ${path.length === 1 ? root : JSON.stringify(writePath(path.slice(0, -1)))}`
      : JSON.stringify(writePath(path));
  return meaning ? `${name} (${meaning})` : name;
}
