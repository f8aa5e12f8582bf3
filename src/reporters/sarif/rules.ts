import type { Finding, LintResult, RuleDescription } from '../../api/finding';
import type { Severity } from '../../api/rule';
import { ruleMarkdown } from '../rule-markdown';

/** SARIF's levels. */
export const level = (severity: Severity): 'error' | 'warning' | 'note' => (severity === 'info' ? 'note' : severity);

/** GitHub accepts at most this many tags. */
const maximumTags = 20;

/** The `reportingDescriptor` of every rule of the result, including those that only a finding names. */
export function ruleDescriptors(result: LintResult, findings: readonly Finding[]): object[] {
  const described = new Map<string, object>(result.rules.map((rule) => [rule.id, descriptor(rule)]));
  for (const finding of findings) {
    if (!described.has(finding.rule)) described.set(finding.rule, unknown(finding.rule));
  }
  return [...described.values()];
}

/** No text is empty, because GitHub rejects empty ones. */
function descriptor(rule: RuleDescription): object {
  const severity = rule.severity ?? 'warning';
  const summary = sentence(rule.docs.summary) || rule.id;
  const why = rule.docs.why.trim();
  return {
    ...identity(rule.id),
    shortDescription: { text: summary },
    fullDescription: { text: why ? `${summary} ${why}` : summary },
    ...(rule.url !== undefined && { helpUri: rule.url }),
    help: { text: why ? `${summary}\n\n${why}` : summary, markdown: ruleMarkdown(rule) },
    defaultConfiguration: { level: level(severity) },
    properties: {
      precision: rule.precision,
      'problem.severity': severity === 'info' ? 'recommendation' : severity,
      tags: tags(rule.id).slice(0, maximumTags),
    },
  };
}

const unknown = (id: string): object => ({
  ...identity(id),
  shortDescription: { text: `${id}.` },
  fullDescription: { text: `${id}.` },
  help: { text: `${id}.` },
});

const sentence = (text: string): string => (text.trim() === '' ? '' : `${text.trim().replace(/\.$/, '')}.`);

const tags = (id: string): string[] => ['machine-learning', ...(id.includes('/') ? [id.slice(0, id.indexOf('/'))] : [])];

/** The specification forbids a name that only repeats the id. */
function identity(id: string): { readonly id: string; readonly name?: string } {
  const name = pascal(id);
  return name.toLowerCase() === id.toLowerCase() ? { id } : { id, name };
}

/** `docker/gpu-flag` → `DockerGpuFlag` */
const pascal = (id: string): string =>
  id
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('') || 'Rule';
