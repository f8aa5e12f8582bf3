import type { Plugin } from '../api/plugin';
import type { JsonSchema, Rule } from '../api/rule';
import type { YamlPath } from '../languages/yaml';
import { query } from '../model/query';
import { certainlyFits } from '../schema/certain';
import type { Mismatch } from '../schema/describe';
import { writePath } from '../schema/pointer';
import { closest } from '../text/closest';
import { question, sentence } from '../text/sentence';
import { isBuiltinFamily } from './builtins';
import { messageOf } from './errors';
import { type Builtins, levels } from './form';
import { isRuleGlob, renamedRules, rulesNamed, rulesOf, unknownRule, wrongSeverity } from './names';
import { structureSchema } from './schema';
import type { Source } from './source';
import type { ConfigurationProblem } from './types';

/** What the names in a source are checked against. */
interface Known {
  readonly builtins: Builtins;
  readonly plugins: ReadonlyMap<string, Plugin>;
  /** A plugin couldn't be loaded: what seems to be missing may belong to it. */
  readonly incomplete: boolean;
}

/** The mistakes in a source's form; what its rules are set to is checked by `checkNames`, when all plugins are known. */
export async function checkStructure(source: Source): Promise<readonly ConfigurationProblem[]> {
  const mismatches = await mismatchesOf(withoutPluginObjects(source.value), structureSchema, 'the configuration');
  const problems = mismatches.map(({ message, path, target }) => ({
    message: sentence(message),
    at: source.place(path, target),
  }));
  for (const [index, override] of listAt(source.value, 'overrides').entries()) {
    if (isTable(override) && isTable(override['rules']) && !['files', 'metadata', 'kind'].some((key) => key in override)) {
      problems.push({
        message: `${writePath(['overrides', index])} has no condition. Add "files", "metadata", or "kind", or move its rules to "rules".`,
        at: source.place(['overrides', index], 'value'),
      });
    }
  }
  return problems;
}

/**
 * The mistakes in the names of rules, in severities and in options. Where a plugin couldn't be loaded, rules of unknown plugins are
 * skipped: they may belong to it.
 */
export async function checkNames(
  source: Source,
  { builtins, plugins, incomplete }: Known,
): Promise<readonly ConfigurationProblem[]> {
  const rules = rulesOf(plugins);
  const renamed = renamedRules(rules);
  const isMissing = (id: string): boolean =>
    !incomplete || isBuiltinFamily(builtins, id.split('/')[0] ?? '') || !id.includes('/');
  const tables: YamlPath[] = [
    ['rules'],
    ...listAt(source.value, 'overrides').map((_, index): YamlPath => ['overrides', index, 'rules']),
  ];
  const problems: ConfigurationProblem[] = [];
  for (const path of tables) {
    const table = follow(source.value, path);
    if (!isTable(table)) continue;
    for (const [id, setting] of Object.entries(table)) {
      const rule = rules.get(renamed.get(id) ?? id);
      if (isRuleGlob(id) && rulesNamed(id, rules.keys()).length > 0)
        problems.push(...checkGlob(id, setting, [...path, id], source));
      else if (rule) problems.push(...(await checkSetting(id, rule, setting, [...path, id], source)));
      else if (isMissing(id)) problems.push({ message: unknownRule(id, rules, plugins), at: source.place([...path, id], 'key') });
    }
  }
  for (const [index, suppression] of listAt(source.value, 'suppressions').entries()) {
    const id = isTable(suppression) ? suppression['rule'] : undefined;
    if (
      typeof id === 'string' &&
      id !== '' &&
      !rulesNamed(id, rules.keys(), renamed).some((each) => rules.has(each)) &&
      isMissing(id)
    ) {
      problems.push({ message: unknownRule(id, rules, plugins), at: source.place(['suppressions', index, 'rule'], 'value') });
    }
  }
  return problems;
}

/** The mistakes in tables: names that no rule reads, and contents that the options they fill do not allow. */
export async function checkTables({ tables }: Source, { plugins, incomplete }: Known): Promise<readonly ConfigurationProblem[]> {
  const problems: ConfigurationProblem[] = [];
  const users = tableUsers(rulesOf(plugins));
  for (const [name, table] of tables ?? []) {
    const options = users.get(name);
    if (!options && !incomplete) {
      const message = `No rule reads a table ${JSON.stringify(name)}.${question(closest(name, users.keys()))}`;
      problems.push({ message, at: table.place([], 'key') });
    }
    if (options?.some(({ path }) => path.length > 0) && !isTable(table.value)) {
      problems.push({ message: `The table ${JSON.stringify(name)} must be a mapping.`, at: table.place([], 'value') });
      continue;
    }
    for (const { id, path, schema } of options ?? []) {
      const content = follow(table.value, path);
      if (content === undefined) continue;
      for (const { message, path: within, target } of await mismatchesOf(content, schema, `the table for ${id}`))
        problems.push({
          message: `The table ${JSON.stringify([name, ...path].join('.'))} can't be used. ${sentence(message)}`,
          at: table.place([...path, ...within], target),
        });
    }
  }
  return problems;
}

interface TableUser {
  readonly id: string;
  readonly path: readonly string[];
  readonly schema: JsonSchema;
}

/** The options that take their defaults from tables, by the table's name. */
function tableUsers(rules: ReadonlyMap<string, Rule>): ReadonlyMap<string, readonly TableUser[]> {
  const users = new Map<string, TableUser[]>();
  for (const [id, { options }] of rules) {
    const properties = (options?.schema['properties'] ?? {}) as { readonly [option: string]: JsonSchema };
    for (const [option, source] of Object.entries(options?.tables ?? {})) {
      const [name = '', ...path] = String(source).split('.');
      users.set(name, [...(users.get(name) ?? []), { id, path, schema: properties[option] ?? {} }]);
    }
  }
  return users;
}

/** A glob sets a severity: options belong to one rule. */
function checkGlob(glob: string, setting: unknown, path: YamlPath, source: Source): readonly ConfigurationProblem[] {
  const level: unknown = Array.isArray(setting) && setting.length === 1 ? setting[0] : setting;
  if (levels.includes(level as never)) return [];
  const message = Array.isArray(setting)
    ? `${glob} must be a severity, because options belong to one rule. Set them under the id of the rule.`
    : wrongSeverity(glob, level);
  return [{ message, at: source.place(path, 'value') }];
}

async function checkSetting(
  id: string,
  rule: Rule,
  setting: unknown,
  path: YamlPath,
  source: Source,
): Promise<readonly ConfigurationProblem[]> {
  const problem = (message: string, more: YamlPath = []): ConfigurationProblem => ({
    message,
    at: source.place([...path, ...more], 'value'),
  });
  const isList = Array.isArray(setting);
  const level: unknown = isList ? setting[0] : setting;
  const problems: ConfigurationProblem[] = [];
  if (isTable(setting)) return [problem(`${id} must be a severity or [severity, options], not a mapping. Write [error, { … }].`)];
  if (isList && (setting.length === 0 || setting.length > 2))
    return [problem(`${id} must be a severity or [severity, options], not a list of ${setting.length}.`)];
  if (!levels.includes(level as never)) problems.push(problem(wrongSeverity(id, level), isList ? [0] : []));
  if (!isList || setting.length < 2) return problems;
  const options: unknown = setting[1];
  if (!rule.options) return [...problems, problem(`${id} has no options.`, [1])];
  try {
    for (const mismatch of await mismatchesOf(options, partialSchema(rule.options.schema), 'the options')) {
      problems.push({
        message: sentence(`${id}: ${mismatch.message}`),
        at: source.place([...path, 1, ...mismatch.path], mismatch.target),
      });
    }
  } catch (error) {
    problems.push(
      problem(`The schema of the options of ${id} is wrong, which is a bug in the rule. ${sentence(messageOf(error))}`, [1]),
    );
  }
  return problems;
}

/** What a schema does not allow. The schema compiler is loaded only where something may be wrong. */
async function mismatchesOf(data: unknown, schema: JsonSchema, root: string): Promise<readonly Mismatch[]> {
  if (certainlyFits(schema, data)) return [];
  const { compileSchema } = await import('../schema/validate');
  return compileSchema(schema)(data, root);
}

/** Options replace the defaults key by key, so none is required. The answer is the same object each time, so it's compiled once. */
const partialSchema = query('config.partial-schema', ({ required: _, ...partial }: JsonSchema): JsonSchema => partial);

const isTable = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const follow = (value: unknown, path: YamlPath): unknown =>
  path.reduce<unknown>(
    (current, step) =>
      typeof current === 'object' && current !== null ? (current as Record<string | number, unknown>)[step] : undefined,
    value,
  );

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = isTable(value) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
}

/** Configuration that is code may hold plugins themselves; those are checked when they're loaded. */
function withoutPluginObjects(value: unknown): unknown {
  if (!isTable(value) || !Array.isArray(value['plugins'])) return value;
  return {
    ...value,
    plugins: value['plugins'].map((plugin: unknown) => (isTable(plugin) && 'api' in plugin ? 'plugin' : plugin)),
  };
}
