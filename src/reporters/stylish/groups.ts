import type { Finding } from '../../api/finding';
import type { View } from '../../api/reporter';
import { groupBy } from '../../text/group-by';
import { bySeverity, count, describeCounts } from '../summary';
import { visible } from '../text/visible';
import { files, type Page } from './table';

/** The findings below headings: by rule or example with the most severe and the largest group first, or by severity. */
export function grouped(page: Page, findings: readonly Finding[], by: NonNullable<View['group']>): string {
  if (by === 'file') return files(page, findings);
  const keyOf = ({ rule, severity, example }: Finding) => (by === 'rule' ? rule : by === 'severity' ? severity : (example ?? ''));
  return [...groupBy(findings, keyOf)]
    .sort(([, a], [, b]) => bySeverity(count(a), count(b)))
    .map(([key, group]) => {
      const counts = page.colors.dim(describeCounts(count(group)));
      return `${page.colors.bold(heading(page, key, by))}  ${counts}\n\n${files(page, group)}`;
    })
    .join('');
}

function heading({ result }: Page, key: string, by: NonNullable<View['group']>): string {
  if (by === 'example') return key === '' ? 'Outside of examples' : visible(key);
  if (by === 'severity') return { error: 'Errors', warning: 'Warnings', info: 'Infos' }[key] ?? key;
  const summary = result.rules.find(({ id }) => id === key)?.docs.summary;
  return visible(summary === undefined ? key : `${key}: ${summary}`);
}
