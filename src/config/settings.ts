import type { Example } from '../model/targets';
import { compileGlobs, fitsText } from '../text/glob';
import { listOf } from '../text/list-of';
import type { ConfigurationForm, Level, Override, RuleSettings, Wanted } from './form';
import { isRuleGlob, rulesNamed } from './names';
import type { Source } from './source';
import type { Configuration, Decision, Origin, Setting } from './types';

interface Statement {
  readonly level: Level;
  readonly options?: { readonly [option: string]: unknown };
  readonly origin: Origin;
}

/** Rules that one place sets, always or under a condition. Later layers win. */
export interface Layer {
  readonly condition?: Condition;
  readonly origin: Origin;
  readonly rules: ReadonlyMap<string, Statement>;
}

/**
 * What a source says of rules: its own first, then its overrides in order. Within one list of rules, an id wins over a glob, and a later
 * glob over an earlier one.
 */
export function layersOf(
  source: Source,
  ids: readonly string[],
  renamed: ReadonlyMap<string, string> = new Map(),
): readonly Layer[] {
  const form = source.value as ConfigurationForm;
  const originAt = (path: readonly (string | number)[]): Origin => ({ name: source.name, line: source.line(path) });
  const layer = (rules: RuleSettings | undefined, path: readonly (string | number)[], condition?: Condition): Layer => ({
    condition,
    origin: originAt(path.slice(0, -1)),
    rules: new Map(
      globsFirst(rules ?? {}).flatMap(([name, setting]) => {
        const statement = {
          level: typeof setting === 'string' ? setting : setting[0],
          options: typeof setting === 'string' ? undefined : setting[1],
          origin: originAt([...path, name]),
        };
        return rulesNamed(name, ids, renamed).map((id): [string, Statement] => [id, statement]);
      }),
    ),
  });
  return [
    layer(checkLevels(form), ['checks']),
    layer(form.rules, ['rules']),
    ...(form.overrides ?? []).map((override, index) =>
      layer(override.rules, ['overrides', index, 'rules'], compileCondition(override)),
    ),
  ];
}

const globsFirst = (rules: RuleSettings): readonly [string, RuleSettings[string]][] => {
  const entries = Object.entries(rules);
  return [...entries.filter(([name]) => isRuleGlob(name)), ...entries.filter(([name]) => !isRuleGlob(name))];
};

/** A check is on where it's defined. */
const checkLevels = ({ checks }: ConfigurationForm): RuleSettings =>
  Object.fromEntries(Object.entries(checks ?? {}).map(([id, { severity }]) => [id, severity ?? 'error']));

/** Answers what a rule is set to, for a file: decisions are made once for all files for which the same conditions hold. */
export function settle(
  layers: readonly Layer[],
  /** The options of rules where nothing else is configured, by id. */
  defaults: ReadonlyMap<string, unknown>,
): Pick<Configuration, 'setting' | 'canBeOn'> {
  const conditional = layers.flatMap((layer) => (layer.condition ? [layer.condition] : []));
  const situations = new Map<string, string>();
  const settings = new Map<string, Setting>();

  /** One letter a condition: whether it holds. */
  function situationOf(file: string, example: Example | undefined): string {
    if (conditional.length === 0) return '';
    const key = `${example?.folder ?? '\0'}\0${file}`;
    let situation = situations.get(key);
    if (situation === undefined) {
      situation = conditional.map((condition) => (condition.holds(file, example) ? '+' : '-')).join('');
      situations.set(key, situation);
    }
    return situation;
  }

  return {
    canBeOn(rule) {
      let possible = false;
      for (const { condition, rules: own } of layers) {
        const statement = own.get(rule);
        if (!statement) continue;
        if (statement.level !== 'off') possible = true;
        else if (!condition) possible = false;
      }
      return possible;
    },
    setting(rule, file, example) {
      const situation = situationOf(file, example);
      const key = `${rule}\0${situation}`;
      let setting = settings.get(key);
      if (!setting) {
        setting = decide(rule, layers, situation, defaults.get(rule));
        settings.set(key, setting);
      }
      return setting;
    },
  };
}

function decide(rule: string, layers: readonly Layer[], situation: string, defaults: unknown): Setting {
  const history: Decision[] = [];
  let options = defaults;
  let position = 0;
  for (const { condition, rules } of layers) {
    if (condition && situation[position++] !== '+') continue;
    const statement = rules.get(rule);
    if (!statement) continue;
    if (statement.options) options = { ...(options as object | undefined), ...statement.options };
    history.unshift({
      severity: statement.level,
      origin: statement.origin,
      ...(condition ? { because: condition.text } : {}),
      ...(statement.options ? { options: Object.keys(statement.options) } : {}),
    });
  }
  if (history.length === 0) history.push({ severity: 'off', origin: { name: 'default' } });
  return { severity: history[0]?.severity ?? 'off', options, history };
}

/** When the rules of an override apply. */
export interface Condition {
  /** `files examples/**`, `kind inference`, `capability generative/**`. */
  readonly text: string;
  readonly files: readonly string[];
  holds(file: string, example: Example | undefined): boolean;
}

export function compileCondition({ files, metadata, kind }: Override): Condition {
  const globs = files === undefined ? [] : listOf(files);
  const kinds = kind === undefined ? [] : listOf(kind);
  const wanted = Object.entries(metadata ?? {}).map(([key, value]) => ({
    key,
    values: listOf(value as Wanted | readonly Wanted[]),
  }));
  const fits = globs.length > 0 ? compileGlobs(globs) : undefined;
  return {
    text: [
      ...(globs.length > 0 ? [`files ${globs.join(', ')}`] : []),
      ...(kinds.length > 0 ? [`kind ${kinds.join(', ')}`] : []),
      ...wanted.map(({ key, values }) => `${key} ${values.join(', ')}`),
    ].join(' and '),
    files: globs,
    holds(file, example) {
      if (fits && !fits(file)) return false;
      if (kinds.length > 0 && !(example && kinds.includes(example.kind))) return false;
      if (wanted.length === 0) return true;
      const data = example?.metadata?.data;
      return data !== undefined && wanted.every(({ key, values }) => anyFits(lookUp(data, key), values));
    },
  };
}

function anyFits(present: unknown, values: readonly Wanted[]): boolean {
  const list: readonly unknown[] = Array.isArray(present) ? present : [present];
  return list.some((entry) =>
    values.some((value) => (typeof value === 'string' && typeof entry === 'string' ? fitsText(value, entry) : value === entry)),
  );
}

/** A key as written, else a path with dots. */
function lookUp(data: { readonly [key: string]: unknown }, key: string): unknown {
  if (Object.hasOwn(data, key)) return data[key];
  let current: unknown = data;
  for (const step of key.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as { readonly [key: string]: unknown })[step];
  }
  return current;
}
