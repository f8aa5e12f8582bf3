import table from '../../rules/vocabulary.yaml';
import { defineRule } from '../../src/api';

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
        const word = typeof value === 'string' ? preferred.get(value) : undefined;
        if (!word || !at || typeof value !== 'string') continue;
        if (items.includes(word)) yield { message: 'twice', data: { value, word }, at };
        else
          yield {
            message: 'synonym',
            data: { value, word, kind: singular(field) },
            at,
            fix: [{ file: at.file, start: at.start, end: at.end, text: word }],
          };
      }
    }
  },
});

const preferredWords = (words: Synonyms[string]): ReadonlyMap<string, string> =>
  new Map(Object.entries(words).flatMap(([word, synonyms]) => synonyms.map((synonym) => [synonym, word] as const)));

const singular = (field: string): string => field.replace(/ies$/, 'y').replace(/s$/, '');
