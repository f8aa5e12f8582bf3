import { addedEntry, type YamlDocument, type YamlPath } from '../languages/yaml';
import type { Report } from './rule';

/**
 * The part of a report that suggests to add an entry, such as `gpu: 1`, to the mapping at a path of a YAML file, or an item to a list. Empty
 * where its form isn't plain enough.
 */
export function suggestedEntry(yaml: YamlDocument, path: YamlPath, entry: string): Pick<Report, 'fix' | 'unsafe'> {
  const edit = addedEntry(yaml, path, entry);
  return edit ? { fix: [edit], unsafe: true } : {};
}
