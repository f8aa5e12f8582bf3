import type { Example } from '../model/targets';
import { type Condition, compileCondition } from './condition';
import type { ConfigurationForm, Level, RuleSettings } from './form';
import type { Source } from './source';
import type { Configuration, Decision, Origin, RuleEntry, Setting } from './types';

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

/** What a source says of rules: its own first, then its overrides in order. */
export function layersOf(source: Source): readonly Layer[] {
  const form = source.value as ConfigurationForm;
  const originAt = (path: readonly (string | number)[]): Origin => ({ name: source.name, line: source.line(path) });
  const layer = (rules: RuleSettings | undefined, path: readonly (string | number)[], condition?: Condition): Layer => ({
    condition,
    origin: originAt(path.slice(0, -1)),
    rules: new Map(
      Object.entries(rules ?? {}).map(([id, setting]) => [
        id,
        {
          level: typeof setting === 'string' ? setting : setting[0],
          options: typeof setting === 'string' ? undefined : setting[1],
          origin: originAt([...path, id]),
        },
      ]),
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

/** A check is on where it is stated. */
const checkLevels = ({ checks }: ConfigurationForm): RuleSettings =>
  Object.fromEntries(Object.entries(checks ?? {}).map(([id, { severity }]) => [id, severity ?? 'error']));

/** Answers what a rule is set to, for a file: decisions are made once for all files for which the same conditions hold. */
export function settle(
  layers: readonly Layer[],
  rules: ReadonlyMap<string, RuleEntry>,
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
        setting = decide(rule, layers, situation, rules.get(rule)?.rule.options?.defaults);
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
