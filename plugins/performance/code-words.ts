import table from '../../rules/tables/performance.yaml';

type CodeWord = 'toys' | 'dynamic' | 'precise' | 'alone' | 'media' | 'gpu' | 'otherDevice';

export const codeWords = table as { readonly [word in CodeWord]: string };

/** The option that takes the place of the table's toys. */
export const toysProperty = {
  type: 'string',
  format: 'regex',
  description: 'words in code that trains so little that its speed does not matter',
};
