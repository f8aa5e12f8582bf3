import type { Span, YamlDocument, YamlPath } from '../../src/api';

/** Where a value is shown: the value where it stands on one line, else its key, else the closest parent that exists. */
export function placeOf(yaml: YamlDocument, path: YamlPath): Span {
  const value = yaml.valueSpan(path);
  const isWord = value !== undefined && value.end > value.start && !yaml.file.text.slice(value.start, value.end).includes('\n');
  return (isWord ? value : yaml.keySpan(path)) ?? yaml.nearestSpan(path);
}
