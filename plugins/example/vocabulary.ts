import type { JsonSchema, Metadata, RuleDefinition, Span } from '../../src/api';

/** Word to write → words that mean the same. */
export interface Synonyms {
  readonly [word: string]: readonly string[];
}

export interface VocabularyOptions {
  /** By field. */
  readonly synonyms: { readonly [field: string]: Synonyms };
}

const schema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    synonyms: {
      type: 'object',
      description: 'for each field, the words to write, each with a list of words that mean the same',
      additionalProperties: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
    },
  },
};

/** The options of a rule about the words of lists. */
export const vocabularyOptions = {
  schema,
  tables: { synonyms: 'vocabulary' },
} satisfies RuleDefinition<'metadata', VocabularyOptions>['options'];

/** A text in a list of the metadata. */
export interface Item {
  readonly value: string;
  readonly at: Span;
  /** The whole list. */
  readonly items: readonly unknown[];
  readonly field: string;
  readonly words: Synonyms;
}

/** The texts of the fields that have a vocabulary. */
export function* itemsOf({ data, yaml }: Metadata, { synonyms }: VocabularyOptions): Iterable<Item> {
  for (const [field, words] of Object.entries(synonyms)) {
    const items = data?.[field];
    if (!Array.isArray(items)) continue;
    for (const [index, value] of items.entries()) {
      const at = yaml.valueSpan([field, index]);
      if (at && typeof value === 'string') yield { value, at, items, field, words };
    }
  }
}

/** The word to write for one that means the same. Undefined if it isn't a synonym. */
export const preferredWord = ({ value, words }: Item): string | undefined =>
  Object.keys(words).findLast((word) => words[word]?.includes(value));
