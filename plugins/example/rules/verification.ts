import { defineRule, placeOf, type Severity } from '../../../src/api';
import { isMapping } from '../preset-shape';

interface Options {
  readonly required: boolean;
  readonly staleAfterDays: number;
  readonly adviceSeverity: Severity;
  readonly statuses: readonly string[];
}

const misplaced = ['last_verified', 'last_verification_note'];

export default defineRule<'metadata', Options>({
  name: 'verification',
  scope: 'metadata',
  docs: {
    summary: 'The verification record has its form, a real date, and is not stale',
    why: 'The record tells whether an example still works. A note beside `verification` rather than in it is not read, and a date that is no date cannot age.',
    bad: [
      'last_verification_note: Verified on a T4\n',
      'verification: {last_verified: 2026-02-30}\n',
      'verification: {last_verified: yesterday}\n',
      'verification: done\n',
    ],
    good: 'verification:\n  last_verified: 2025-10-25\n  last_verification_note: Built and trained one epoch on a T4 (16 GB)\n',
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        required: { type: 'boolean', description: 'a record must be there' },
        staleAfterDays: { type: 'integer', minimum: 0, description: 'older records are reported; 0 for never' },
        adviceSeverity: { enum: ['error', 'warning', 'info'], description: 'severity of missing and stale records' },
        statuses: { type: 'array', items: { type: 'string' }, description: 'allowed words for `status`; empty for any' },
      },
    },
    defaults: { required: false, staleAfterDays: 0, adviceSeverity: 'info', statuses: [] },
  },
  messages: {
    misplaced: '"{{field}}" belongs inside "verification", where readers look for it; {{advice}}',
    notMapping: '"verification" must be a mapping, not {{what}}; write `last_verified: {{today}}` and a note below it',
    noDate: 'the record has no day, so nobody can tell how old it is; write `last_verified: YYYY-MM-DD`',
    badDate: '"{{value}}" is no day of the calendar; write the day of the verification as YYYY-MM-DD',
    future: 'the day {{value}} is yet to come; write the day of the verification',
    status: 'status "{{value}}" is not one that readers know; write {{statuses}}',
    stale:
      'last verified {{days}} days ago, more than {{limit}}: libraries and images have moved since; verify it again and update `last_verified`',
    missing:
      'there is no record of a verification; once it has been built and run, write `verification: {last_verified: {{today}}, last_verification_note: …}`',
  },
  *check(metadata, { options, today }) {
    const { data, yaml } = metadata;
    if (!data) return;
    const record = data['verification'];
    const place = (path: readonly string[]) => placeOf(yaml, path);
    for (const field of misplaced) {
      if (!(field in data)) continue;
      const advice =
        isMapping(record) && field in record ? 'it is there as well, so delete this one' : 'indent it below `verification:`';
      yield { message: 'misplaced', data: { field, advice }, at: yaml.keySpan([field]) ?? yaml.nearestSpan([field]) };
    }
    if (record === undefined) {
      const elsewhere = misplaced.some((field) => field in data);
      if (options.required && !elsewhere)
        yield { message: 'missing', severity: options.adviceSeverity, data: { today }, at: yaml.nearestSpan(['verification']) };
      return;
    }
    if (!isMapping(record)) {
      yield {
        message: 'notMapping',
        data: { what: Array.isArray(record) ? 'a list' : record === null ? 'empty' : 'a single value', today },
        at: place(['verification']),
      };
      return;
    }
    const { status, last_verified: date } = record;
    if (typeof status === 'string' && options.statuses.length > 0 && !options.statuses.includes(status)) {
      yield {
        message: 'status',
        data: { value: status, statuses: options.statuses.map((word) => `\`${word}\``).join(' or ') },
        at: place(['verification', 'status']),
      };
    }
    const at = place(['verification', 'last_verified']);
    if (date === undefined || date === null) {
      const written = Object.keys(record).some((key) => key !== 'last_verification_note' && /date|verif|^day$/.test(key));
      if (!written && !('last_verified' in data)) yield { message: 'noDate', at: yaml.keySpan(['verification']) ?? at };
      return;
    }
    const days = typeof date === 'string' ? daysBetween(date, today) : undefined;
    if (days === undefined) yield { message: 'badDate', data: { value: String(date) }, at };
    else if (days < -1) yield { message: 'future', data: { value: String(date) }, at };
    else if (options.staleAfterDays > 0 && days > options.staleAfterDays)
      yield { message: 'stale', severity: options.adviceSeverity, data: { days, limit: options.staleAfterDays }, at };
  },
});

const millisecondsADay = 86_400_000;

/** Whole days from one day to another; undefined where one is no day of the calendar. */
function daysBetween(from: string, to: string): number | undefined {
  const [start, end] = [from, to].map((text) => {
    const time = Date.parse(`${text}T00:00:00Z`);
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
      ? time
      : undefined;
  });
  return start === undefined || end === undefined ? undefined : Math.round((end - start) / millisecondsADay);
}
