import { visibleLines } from './visible';

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes text for an attribute or an element. Most control characters aren't allowed in XML, so they're made visible. */
export const xmlText = (text: string): string =>
  visibleLines(text)
    .map((line) => line.replace(/[&<>"']/g, (character) => entities[character] ?? ''))
    .join('&#10;');

/** ` name="value"` for each attribute that has a value. */
export const xmlAttributes = (attributes: { readonly [name: string]: string | number | undefined }): string =>
  Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${xmlText(String(value))}"`))
    .join('');
