import table from '../../../rules/tables/vocabulary.yaml';
import { defineRule, isNear, type Metadata } from '../../../src/api';

/** Field → word to write → words that mean the same. */
type Synonyms = { readonly [field: string]: { readonly [word: string]: readonly string[] } };

interface Options {
  readonly synonyms: Synonyms;
}

export default defineRule<'metadata', Options>({
  name: 'vocabulary',
  scope: 'metadata',
  docs: {
    summary: 'One word is used for one thing',
    why: 'People filter examples by modality, task, framework and tag. Where two words stand for the same thing, a search finds half.',
    bad: 'modalities: [timeseries]\nframeworks: [torch]\n',
    good: 'modalities: [time_series]\nframeworks: [pytorch]\n',
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        synonyms: {
          type: 'object',
          description: 'field → word to write → words that mean the same',
          additionalProperties: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
        },
      },
    },
    defaults: { synonyms: table as Synonyms },
  },
  messages: {
    synonym:
      'other examples call this {{kind}} "{{word}}", so a search for it misses this one; write `{{word}}` instead of "{{value}}"',
    misspelt: '"{{value}}" looks like a slip for "{{word}}", so a search for it misses this example; write `{{word}}`',
    twice: '"{{value}}" says the same as "{{word}}", which is in the list as well; delete it',
  },
  fixable: true,
  *check(metadata, { options }) {
    for (const [field, words] of Object.entries(options.synonyms)) {
      const items = metadata.data?.[field];
      if (!Array.isArray(items)) continue;
      const preferred = preferredWords(words);
      for (const [index, value] of items.entries()) {
        const at = metadata.yaml.valueSpan([field, index]);
        if (!at || typeof value !== 'string') continue;
        const isSynonym = preferred.has(value);
        const word = preferred.get(value) ?? meantBy(value, words, metadata, field);
        if (word === undefined) continue;
        if (isSynonym && items.includes(word)) yield { message: 'twice', data: { value, word }, at };
        else
          yield {
            message: isSynonym ? 'synonym' : 'misspelt',
            data: { value, word, kind: singular(field) },
            at,
            fix: [{ file: at.file, start: at.start, end: at.end, text: word }],
          };
      }
    }
  },
});

/** A word of the table that is one slip of the hand away; none where another example has the same word, so that it is meant. */
function meantBy(value: string, words: Synonyms[string], { example, repository }: Metadata, field: string): string | undefined {
  if (value.length < 5 || Object.hasOwn(words, value)) return undefined;
  const near = Object.keys(words).filter((word) => word.length >= 5 && isNear(value, word));
  const [word] = near;
  if (word === undefined || near.length > 1) return undefined;
  const isUsed = repository.examples.some((other) => {
    const items = other === example ? undefined : other.metadata?.data?.[field];
    return Array.isArray(items) && items.includes(value);
  });
  return isUsed ? undefined : word;
}

const preferredWords = (words: Synonyms[string]): ReadonlyMap<string, string> =>
  new Map(Object.entries(words).flatMap(([word, synonyms]) => synonyms.map((synonym) => [synonym, word] as const)));

const singular = (field: string): string => field.replace(/ies$/, 'y').replace(/s$/, '');
