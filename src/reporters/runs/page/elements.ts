import { visible } from '../../text/visible';

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML and makes invisible characters visible. */
export const plain = (text: string): string => visible(text).replace(/[&<>"']/g, (character) => entities[character]!);

/** A message as HTML: what is in backticks is code. */
export const message = (text: string): string => plain(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** A table in a block that scrolls sideways. The first cell of each row is its heading. All text is escaped. */
export function table(caption: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  const body = rows.map(
    ([first = '', ...others]) =>
      `<tr><th scope="row">${plain(first)}</th>${others.map((text) => `<td>${plain(text)}</td>`).join('')}</tr>`,
  );
  const head = header.map((text) => `<th scope="col">${plain(text)}</th>`).join('');
  return `<div class="scroll" role="group" tabindex="0" aria-label="${plain(caption)}"><table><caption>${plain(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

/** A table that opens on demand. Nothing if it has no rows. */
export const tableOnDemand = (
  title: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  most = Number.POSITIVE_INFINITY,
): string => {
  if (rows.length === 0) return '';
  const rest = rows.length - most;
  const caption = rest > 0 ? `${title}: the first ${most} of ${rows.length}` : `${title} (${rows.length})`;
  return `<details><summary>${plain(`${title} (${rows.length})`)}</summary>${table(caption, header, rest > 0 ? rows.slice(0, most) : rows)}</details>`;
};
