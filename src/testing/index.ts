import recommended from '../../rules/packs/recommended.yaml';
import type { Finding, LintResult } from '../api/finding';
import type { Plugin } from '../api/plugin';
import type { Rule, Sample } from '../api/rule';
import { badSamples, goodSamples } from '../api/samples';
import type { ConfigurationForm } from '../config/form';
import { defaultOptions } from '../config/tables';
import type { Configuration, ExampleSettings, RuleEntry, Setting } from '../config/types';
import { lint } from '../engine/lint';
import { memoryTree } from '../model/memory';
import { createRepository } from '../model/repository';
import { liveIn, sampleFiles } from './samples';

/** How a sample is linted. */
export interface SampleOptions {
  /** Options of the rule. Each replaces its default. */
  readonly options?: { readonly [name: string]: unknown };
  /** Tables by name. Each replaces that of `cvl:recommended`. */
  readonly tables?: { readonly [name: string]: unknown };
  /** YYYY-MM-DD. Default 2026-01-01, so that results don't depend on the date. */
  readonly today?: string;
  /** How examples are recognized. Default: as in `cvl:recommended`. */
  readonly examples?: ExampleSettings;
  /** How long an asynchronous check may take. */
  readonly timeoutMs?: number;
  /** The first half of the rule's id. Default `sample`. */
  readonly plugin?: string;
  /** Plugins whose rules also run, for rules that judge directives. */
  readonly beside?: readonly Plugin[];
}

/** Lints a sample with one rule and nothing else. `Sample` describes where its files are. */
export function lintSample(rule: Rule, sample: Sample, options: SampleOptions = {}): Promise<LintResult> {
  const files = sampleFiles(sample, rule.scope);
  const examples = options.examples ?? pack.examples;
  const live = liveIn(files);
  const repository = createRepository(memoryTree(files), {
    examples: { ...noExamples, ...examples },
    ignores: () => false,
    ...(live && { live: () => live }),
  });
  return lint({
    repository,
    configuration: onlyRule(rule, options),
    paths: [''],
    version: '0.0.0',
    today: options.today ?? '2026-01-01',
    wholeRun: options.beside !== undefined,
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
  });
}

/** The findings of one rule on a sample. */
export const findings = async (rule: Rule, sample: Sample, options: SampleOptions = {}): Promise<readonly Finding[]> =>
  (await lintSample(rule, sample, options)).findings;

/** The text that a finding points at. Empty if it points at a whole file. */
export function pointedAt(result: LintResult, finding: Finding): string {
  const text = result.text(finding.at.file) ?? '';
  if ('start' in finding.at) return text.slice(finding.at.start, finding.at.end);
  if (!('line' in finding.at)) return '';
  const line = text.split(/\r\n|[\r\n]/)[finding.at.line - 1] ?? '';
  return line.slice(finding.at.column - 1, finding.at.endColumn === undefined ? undefined : finding.at.endColumn - 1);
}

/** The options that a rule runs with: its defaults, then those from the tables, then the given ones. */
export const optionsOf = (rule: Rule, { options, tables }: Pick<SampleOptions, 'options' | 'tables'> = {}): object => ({
  ...(defaultOptions(rule, new Map(Object.entries({ ...pack.tables, ...tables }))) as object | undefined),
  ...options,
});

/** What is wrong with the samples of a plugin's rules: a bad one without a finding, a good one with one, or a crash. Empty if nothing. */
export async function checkSamples(plugin: Plugin, options: SampleOptions = {}): Promise<readonly string[]> {
  if (typeof plugin?.name !== 'string') {
    const wrapped = typeof plugin === 'object' && plugin !== null && 'default' in plugin;
    throw new TypeError(
      `This isn't a plugin, because it has no name. ${wrapped ? 'Hand over its `default`.' : 'Hand over what definePlugin returns.'}`,
    );
  }
  const faults: string[] = [];
  for (const rule of plugin.rules ?? []) {
    const id = `${plugin.name}/${rule.name}`;
    const found = async (sample: Sample): Promise<readonly Finding[]> => {
      const { findings } = await lintSample(rule, sample, { plugin: plugin.name, ...options });
      return findings.filter((finding) => finding.rule === id || finding.rule.startsWith('internal/'));
    };
    for (const [index, { sample }] of badSamples(rule.docs).entries()) {
      const findings = await found(sample);
      if (findings.length === 0) faults.push(`${id} finds nothing in bad sample ${index + 1}.`);
      faults.push(...crashesOf(findings, id));
    }
    for (const [index, sample] of goodSamples(rule.docs).entries()) {
      const [first] = await found(sample);
      if (first) faults.push(`${id} finds "${first.message}" in good sample ${index + 1}.`);
    }
  }
  return faults;
}

const crashesOf = (found: readonly Finding[], id: string): string[] =>
  found.filter(({ rule }) => rule.startsWith('internal/')).map(({ message }) => `${id}: ${message}`);

const noExamples: ExampleSettings = { metadata: ['example.yaml'], markers: [], kinds: [] };

const pack = recommended as ConfigurationForm;

function onlyRule(rule: Rule, { options, tables, plugin = 'sample', beside = [] }: SampleOptions): Configuration {
  const others = beside.flatMap((each) => (each.rules ?? []).map((other) => entry(each.name, other)));
  const rules = new Map([...others, entry(plugin, rule)].map((each) => [each.id, each]));
  return {
    builtins: { plugins: [], packs: {} },
    tables: new Map(Object.entries({ ...pack.tables, ...tables })),
    plugins: [],
    rules,
    reporters: new Map(),
    readers: [],
    examples: noExamples,
    ignore: [],
    suppressions: [],
    canBeOn: () => true,
    setting: (id) =>
      on(optionsOf(rules.get(id)?.rule ?? rule, { options: id === `${plugin}/${rule.name}` ? options : {}, tables })),
    identity: () => undefined,
    hints: () => [],
  };
}

const entry = (plugin: string, rule: Rule): RuleEntry => ({ id: `${plugin}/${rule.name}`, rule, plugin });

const on = (options: object): Setting => ({
  severity: 'error',
  options,
  history: [{ severity: 'error', origin: { name: 'default' } }],
});
