import { visible } from '../reporters/text/visible';
import type { EffectiveConfiguration } from './effective';
import { writeHistory } from './history';

/** What `cvl config print` shows: a line a rule, with what it is set to and where each setting came from. */
export function settingsTable(effective: EffectiveConfiguration, paint: (level: string, text: string) => string): string {
  const { path, file, example, ignoredBy, rules } = effective;
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const head = [
    visible(path),
    `configuration: ${file === undefined ? 'none, so cvl:recommended applies' : visible(file)}`,
    `example: ${example ? `${visible(example.folder || '.')} (${example.kind})` : 'none'}`,
    ...(ignoredBy === undefined ? [] : [`left out, because ${JSON.stringify(ignoredBy)} under "ignore" fits it`]),
  ];
  const lines = rules.map(({ id, setting }) => `${id.padEnd(width)}  ${paint(setting.severity, visible(writeHistory(setting)))}`);
  return `${head.join('\n')}\n\n${lines.join('\n')}\n`;
}
