import { defineRule } from '../../../src/api';
import { itemsOf, preferredWord, type VocabularyOptions, vocabularyOptions } from '../vocabulary';

export default defineRule<'metadata', VocabularyOptions>({
  name: 'vocabulary',
  scope: 'metadata',
  docs: {
    summary: 'All examples use the same word for the same thing',
    why: 'People filter examples by modality, task, framework, and tag. If two words mean the same thing, a search finds only half.',
    bad: [
      { wrong: 'Other examples write `time_series` and `pytorch`.', sample: 'modalities: [timeseries]\nframeworks: [torch]\n' },
      { wrong: 'Both words mean the same.', sample: 'frameworks: [pytorch, torch]\n' },
    ],
    good: 'modalities: [time_series]\nframeworks: [pytorch]\n',
  },
  options: vocabularyOptions,
  messages: {
    synonym:
      'Other examples call this {{kind}} "{{word}}", so a search for that misses this one. Write `{{word}}` instead of "{{value}}".',
    twice: '"{{value}}" means the same as "{{word}}", which is also in the list. Delete it.',
  },
  fixable: true,
  *check(metadata, { options }) {
    for (const item of itemsOf(metadata, options)) {
      const { value, at, field } = item;
      const word = preferredWord(item);
      if (word === undefined) continue;
      if (item.items.includes(word)) yield { message: 'twice', data: { value, word }, at };
      else
        yield {
          message: 'synonym',
          data: { value, word, kind: singular(field) },
          at,
          fix: [{ file: at.file, start: at.start, end: at.end, text: word }],
        };
    }
  },
});

const singular = (field: string): string => field.replace(/ies$/, 'y').replace(/s$/, '');
