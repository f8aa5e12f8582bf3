import { defineRule, isNear, type Metadata } from '../../../src/api';
import { type Item, itemsOf, preferredWord, type VocabularyOptions, vocabularyOptions } from '../vocabulary';

export default defineRule<'metadata', VocabularyOptions>({
  name: 'vocabulary-spelling',
  scope: 'metadata',
  docs: {
    summary: 'Words that people search by are not misspelled',
    why: 'People filter examples by modality, task, framework, and tag. A search does not find a misspelled word.',
    bad: [{ wrong: '`pytroch` is misspelled.', sample: 'frameworks: [pytroch]\n' }],
    good: 'frameworks: [pytorch]\n',
  },
  options: vocabularyOptions,
  messages: {
    misspelled: '"{{value}}" looks like a misspelling of "{{word}}", so a search for that misses this example. Write `{{word}}`.',
  },
  fixable: true,
  *check(metadata, { options }) {
    for (const item of itemsOf(metadata, options)) {
      const { value, at } = item;
      const word = preferredWord(item) === undefined ? meantBy(item, metadata) : undefined;
      if (word === undefined) continue;
      const fix = [{ file: at.file, start: at.start, end: at.end, text: word }];
      yield { message: 'misspelled', data: { value, word }, at, fix };
    }
  },
});

/** The only word of the table that is one typo away. None if another example has the same word, so that it is meant. */
function meantBy({ value, words, field }: Item, { example, repository }: Metadata): string | undefined {
  if (value.length < 5 || Object.hasOwn(words, value)) return undefined;
  const near = Object.keys(words).filter((word) => word.length >= 5 && isNear(value, word));
  const [word] = near;
  if (word === undefined || near.length > 1) return undefined;
  const isUsed = repository.examples.some((other) => {
    if (other === example || !repository.source(other.path)?.text.includes(value)) return false;
    const items = other.metadata?.data?.[field];
    return Array.isArray(items) && items.includes(value);
  });
  return isUsed ? undefined : word;
}
