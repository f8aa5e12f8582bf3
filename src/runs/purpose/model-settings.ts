import type { Run } from '../model/run';
import table from '../tables/model-settings.yaml';

interface ModelSettings {
  readonly pretrained: {
    readonly frameworks: readonly string[];
    readonly config: readonly string[];
    readonly values: { readonly [key: string]: string };
  };
  readonly sizes: { readonly [what in 'classes' | 'vocabulary']: readonly string[] };
}

const { pretrained, sizes } = table as ModelSettings;

/** Why the run may start from trained weights, as a clause; undefined where nothing says so. */
export function pretrainedBy({
  adapters,
  framework = '',
  config,
}: Pick<Run, 'adapters' | 'framework' | 'config'>): string | undefined {
  if (adapters.length > 0) return 'it trains an adapter';
  if (pretrained.frameworks.includes(framework)) return `${framework} usually starts from a given model`;
  const keys = pretrained.config.map((pattern) => new RegExp(pattern, 'i'));
  for (const { key, value } of config) {
    const isSet = value !== null && value !== false && value !== '' && !/^(none|false|null|0)$/i.test(String(value));
    if (isSet && keys.some((pattern) => pattern.test(key))) return `its configuration has ${key}: ${value}`;
    const wanted = pretrained.values[lastPart(key)];
    if (wanted !== undefined && new RegExp(wanted, 'i').test(String(value))) return `its configuration has ${key}: ${value}`;
  }
  return undefined;
}

/** The number of classes, or of tokens in the vocabulary, where the run's configuration gives just one. */
export function sizeOf({ config }: Pick<Run, 'config'>, what: 'classes' | 'vocabulary'): number | undefined {
  const found = new Set<number>();
  for (const { key, value } of config) {
    const number =
      typeof value === 'number' ? value : Number(typeof value === 'string' && /^\d+$/.test(value) ? value : Number.NaN);
    if (sizes[what].includes(lastPart(key)) && Number.isInteger(number) && number >= 2) found.add(number);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

const lastPart = (key: string): string => (key.split(/[./]/).at(-1) ?? '').toLowerCase();
