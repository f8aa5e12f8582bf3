import { visible } from '../reporters/text/visible';
import type { EffectiveConfiguration } from './effective';
import { writeHistory } from './history';

/** The output of `cvl config print`: a line for each rule, with its severity and where that is set. */
export function settingsTable(effective: EffectiveConfiguration, paint: (level: string, text: string) => string): string {
  const { path, file, example, ignoredBy, rules } = effective;
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const head = [
    visible(path),
    `configuration: ${file === undefined ? 'none, so cvl:recommended applies' : visible(file)}`,
    `example: ${example ? `${visible(example.folder || '.')} (${example.kind})` : 'none'}`,
    ...(ignoredBy === undefined ? [] : [`ignored: ${JSON.stringify(ignoredBy)} under "ignore" matches it`]),
  ];
  const lines = rules.map(({ id, setting }) => `${id.padEnd(width)}  ${paint(setting.severity, visible(writeHistory(setting)))}`);
  return `${head.join('\n')}\n\n${lines.join('\n')}\n`;
}
