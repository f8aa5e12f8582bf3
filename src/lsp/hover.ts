import type { Hover } from 'vscode-languageserver/node';
import type { Finding, LintResult } from '../api/finding';
import type { JsonSchema } from '../api/rule';
import type { Project } from '../engine/project';
import type { Repository } from '../model/targets';
import { isSpan, type Span } from '../text/span';
import { pageOf } from './diagnostics';
import { type Positions, positionsIn } from './positions';
import { describeSchema, schemasAt } from './schema-walk';
import { schemaOf } from './schemas';
import { inWords, startedAt } from './started';
import { type Variable, variableAt } from './variables';
import { yamlPathAt } from './yaml-path';

export interface HoverContext {
  readonly path: string;
  readonly offset: number;
  readonly positions: Positions;
  readonly packageRoot: string;
  readonly metadata: JsonSchema;
}

/** What is known of the place under the mouse: the rules that report it, the field, the variable, else what is started there. */
export function hoverAt(project: Project, result: LintResult | undefined, context: HoverContext): Hover | undefined {
  const { path, offset } = context;
  const { repository } = project;
  const findings = result?.findings.filter(({ at }) => isSpan(at) && at.file === path && at.start <= offset && offset <= at.end);
  const parts = [...new Set((findings ?? []).map((finding) => aboutRule(finding, project, context.packageRoot)))];
  const field = aboutField(project, context);
  const variable = field === undefined ? variableAt(repository, path, offset) : undefined;
  const started = field === undefined && !variable ? startedAt(repository, path, offset) : undefined;
  if (field !== undefined) parts.push(field);
  if (variable) parts.push(aboutVariable(variable, repository));
  if (started) parts.push(`\`\`\`text\n${inWords(started, repository).trimEnd()}\n\`\`\``);
  return parts.length === 0 ? undefined : { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') } };
}

function aboutRule({ rule }: Finding, { configuration }: Project, packageRoot: string): string {
  const docs = configuration.rules.get(rule)?.rule.docs;
  const page = pageOf(rule, configuration.rulePages && pageAddress(configuration.rulePages, rule), packageRoot);
  const title = page === undefined ? `**${rule}**` : `[**${rule}**](${page})`;
  return docs ? `${title}: ${docs.summary}.\n\n${docs.why.trim()}` : title;
}

function pageAddress(pages: string, rule: string): string {
  const [plugin = '', name = ''] = rule.split('/').map(encodeURIComponent);
  return pages.replaceAll('{plugin}', () => plugin).replaceAll('{name}', () => name);
}

/** A field of the metadata or the configuration: what it means, and what it allows. */
function aboutField(project: Project, { path, offset, metadata }: HoverContext): string | undefined {
  const described = schemaOf(project, path, metadata);
  const yaml = described && project.repository.yaml(path);
  const at = yaml && yamlPathAt(yaml, offset);
  const name = at?.findLast((step) => typeof step === 'string');
  if (!described || !at || name === undefined) return undefined;
  const known = at.slice(0, at.lastIndexOf(name) + 1);
  return describeSchema(String(name), schemasAt(described.schema, known));
}

function aboutVariable({ name, values, given, reads }: Variable, repository: Repository): string {
  const shown = values.map((value) => {
    if (value === null) return "isn't set";
    return value === undefined ? "isn't known" : `is \`${value}\``;
  });
  const places = (spans: readonly Span[]): string => spans.map((span) => `\`${placeOf(span, repository)}\``).join(', ');
  return [
    `**${name}**${shown.length > 0 ? ` ${shown.join(', or ')} where a program is started.` : ''}`,
    ...(given.length > 0 ? [`Given to a container: ${places(given)}`] : []),
    reads.length > 0 ? `Read: ${places(reads)}` : 'No Python program that is started here reads it.',
  ].join('\n\n');
}

const placeOf = ({ file, start }: Span, repository: Repository): string =>
  `${file}:${positionsIn(repository.source(file)?.text ?? '').at(start).line + 1}`;
