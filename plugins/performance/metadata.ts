import type { Example } from '../../src/api';

/** `resources.vram_gb` in GB: the larger end of a range; undefined where it is not given. */
export function vramOf(example: Example): number | undefined {
  const resources = example.metadata?.data?.['resources'];
  const value =
    typeof resources === 'object' && resources !== null ? (resources as { readonly vram_gb?: unknown }).vram_gb : undefined;
  if (typeof value === 'number') return value > 0 ? value : undefined;
  const numbers = typeof value === 'string' ? [...value.matchAll(/\d+(\.\d+)?/g)].map(([text]) => Number(text)) : [];
  return numbers.length ? Math.max(...numbers) : undefined;
}
