/** A text as a sentence that stands alone: a capital where it begins with a plain word, a full stop where it ends without one. */
export function sentence(text: string): string {
  const start = /^[a-z]+(?=[\s,])/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.?!]$/.test(start) ? start : `${start}.`;
}

/** ` Did you mean "mounts"?`, after a sentence; empty where nothing was meant. */
export const question = (meant: string | undefined): string =>
  meant === undefined ? '' : ` Did you mean ${JSON.stringify(meant)}?`;
