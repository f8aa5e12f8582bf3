import type { YamlPath } from '../languages/yaml';

/** A JSON pointer as a path. Where the data has a list, the step is a number. */
export function pointerPath(pointer: string, data: unknown): YamlPath {
  let current = data;
  return pointer
    .split('/')
    .slice(1)
    .map((step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const inList = Array.isArray(current);
      current =
        typeof current === 'object' && current !== null ? (current as { readonly [key: string]: unknown })[key] : undefined;
      return inList ? Number(key) : key;
    });
}

/** A path as text: `presets.train.script`, `overrides[0].files`. */
export const writePath = (path: YamlPath): string =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
