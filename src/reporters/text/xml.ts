import { visibleLines } from './visible';

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for an attribute or an element. XML has no place for most control characters: those are written out. */
export const xmlText = (text: string): string =>
  visibleLines(text)
    .map((line) => line.replace(/[&<>"']/g, (character) => entities[character] ?? ''))
    .join('&#10;');

/** ` name="value"` for each that has a value. */
export const xmlAttributes = (attributes: { readonly [name: string]: string | number | undefined }): string =>
  Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${xmlText(String(value))}"`))
    .join('');
