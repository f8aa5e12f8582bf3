import { parseYaml, type YamlPath } from '../languages/yaml';
import type { Span } from '../text/span';
import { type Fields, isMapping, type Written } from './fields';
import type { LintedExample } from './linted-repository';
import { query } from './query';
import type { Metadata } from './targets';

/** An example's metadata file. Undefined if other files make the folder an example. */
export const metadataOf = query('example.metadata', (example: LintedExample): Metadata | undefined => {
  const { repository, found } = example;
  const path = found.metadata;
  if (path === undefined) return undefined;
  const yaml = repository.yaml(path) ?? parseYaml({ path, text: '' });
  const isWhole = yaml.problems.every(({ code }) => readable.has(code));
  const data = isWhole && isMapping(yaml.value) ? yaml.value : undefined;
  const written = (field: string): Written | undefined => {
    const text = data?.[field];
    return typeof text === 'string' && text !== ''
      ? { text, at: yaml.valueSpan([field]) ?? yaml.nearestSpan([field]) }
      : undefined;
  };
  const cog = data?.['cog'];
  return {
    repository,
    example,
    path,
    yaml,
    data,
    name: written('name'),
    image: written('image'),
    capability: written('capability'),
    tasks: wordsIn({ data, yaml }, 'tasks'),
    datasets: wordsIn({ data, yaml }, 'datasets'),
    frameworks: wordsIn({ data, yaml }, 'frameworks'),
    usesCog: isMapping(cog) && cog['enabled'] === true,
  };
});

/** YAML problems after which the value is still what its author meant. After any other, the value is a guess. */
const readable: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED', 'MULTIPLE_DOCS']);

/** A list of words, or one text with commas. */
function wordsIn({ data, yaml }: Fields, field: string): readonly Written[] {
  const value = data?.[field];
  const at = (path: YamlPath): Span => yaml.valueSpan(path) ?? yaml.nearestSpan(path);
  if (Array.isArray(value))
    return value.flatMap((text: unknown, index) =>
      typeof text === 'string' && text !== '' ? [{ text, at: at([field, index]) }] : [],
    );
  if (typeof value !== 'string') return [];
  const words = value.split(',').map((word) => word.trim());
  return words.filter((text) => text !== '').map((text) => ({ text, at: at([field]) }));
}
