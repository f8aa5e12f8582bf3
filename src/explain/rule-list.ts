import type { RuleDescription } from '../api/finding';
import { wrap } from '../reporters/text/width';

/** In a narrower column, a summary would have only a few words on each line. */
const narrowestSummary = 30;

export interface ListedRule {
  readonly description: RuleDescription;
  /** Its severity here. */
  readonly level: string;
  /** Its severity without any configuration. */
  readonly defaultLevel: string;
}

/**
 * The rules as a table for people: id, severity, whether it's fixable, and summary. On a terminal of `width` columns, summaries are wrapped, and
 * are below the id where too little room is left beside it.
 */
export function ruleTable(
  rules: readonly ListedRule[],
  paint: (level: string, text: string) => string,
  width = Number.POSITIVE_INFINITY,
): string {
  const idWidth = Math.max(0, ...rules.map(({ description }) => description.id.length));
  const levels = rules.map(({ level, defaultLevel }) => (level === defaultLevel ? level : `${level} (default ${defaultLevel})`));
  const levelWidth = Math.max(0, ...levels.map((level) => level.length));
  return rules
    .map(({ description, level }, index) => {
      const shown = paint(level, (levels[index] ?? '').padEnd(levelWidth));
      const head = `${description.id.padEnd(idWidth)}  ${shown}  ${description.fixable ? 'fix' : '   '}  `;
      const { summary } = description.docs;
      const indent = idWidth + levelWidth + 9;
      if (indent + summary.length <= width) return `${head}${summary}\n`;
      const room = width - indent;
      const below = room < narrowestSummary;
      const lines = wrap(summary, below ? width - 4 : room).map(
        (line, row) => `${row === 0 && !below ? '' : ' '.repeat(below ? 4 : indent)}${line}\n`,
      );
      return below ? `${head.trimEnd()}\n${lines.join('')}` : `${head}${lines.join('')}`;
    })
    .join('');
}

/** The index of `docs/rules/`: a table for each plugin. */
export function ruleIndex(rules: readonly ListedRule[], linkTo: (id: string) => string): string {
  const families = [...new Set(rules.map(familyOf))];
  const tables = families.map((family) => {
    const rows = rules
      .filter((rule) => familyOf(rule) === family)
      .map(
        ({ description, defaultLevel }) =>
          `| [${description.id}](${linkTo(description.id)}) | ${defaultLevel} | ${description.fixable ? 'yes' : ''} | ${description.docs.summary.replaceAll('|', '\\|')} |`,
      );
    return `## ${family}\n\n| Rule | Default | Fixable | What it requires |\n| --- | --- | --- | --- |\n${rows.join('\n')}`;
  });
  return `# Rules\n\n\`npm run docs\` generates these pages from the rules. \`cvl rules\` prints the same.\n\n${tables.join('\n\n')}\n`;
}

const familyOf = ({ description }: ListedRule): string => description.id.split('/')[0] ?? '';
