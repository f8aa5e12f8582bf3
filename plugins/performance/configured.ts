import { numberValue, type Value } from '../../src/api';
import type { Training } from './programs';

/** A number that the code has, or that the YAML file has which the code loads it from; undefined where neither tells. */
export function configuredNumber(value: Value | undefined, training: Training): number | undefined {
  const number = numberValue(value);
  if (number !== undefined || value?.kind !== 'unknown') return number;
  const [setter, ...more] = value.setters;
  if (setter?.kind !== 'configuration' || more.length || setter.file === undefined) return undefined;
  const { start } = training;
  if (start.arguments.some(({ masked }) => masked.startsWith('--config') || masked.startsWith('-c'))) return undefined;
  const located = start.container.locate(setter.file);
  if (located.kind !== 'mounted' && located.kind !== 'copied') return undefined;
  let data: unknown = /\.ya?ml$/.test(located.path) ? start.launch.repository.yaml(located.path)?.value : undefined;
  for (const key of setter.keys) {
    data = typeof data === 'object' && data !== null ? (data as { readonly [name: string]: unknown })[String(key)] : undefined;
  }
  return typeof data === 'number' ? data : undefined;
}
