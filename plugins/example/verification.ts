import { type Metadata, placeOf, type Span } from '../../src/api';
import { isMapping, type Mapping } from './mapping';

/** Fields of the record that are often written beside it. */
export const recordFields = ['last_verified', 'last_verification_note'] as const;

/** The verification record. Undefined if there is none, or it isn't a mapping. */
export function recordOf({ data }: Metadata): Mapping | undefined {
  const record = data?.['verification'];
  return isMapping(record) ? record : undefined;
}

/** Where to report a field of the record. */
export const placeInRecord = ({ yaml }: Metadata, field: string): Span => placeOf(yaml, ['verification', field]);

/** Whole days from one day to another. Undefined if one isn't a day of the calendar. */
export function daysBetween(from: unknown, to: string): number | undefined {
  const [start, end] = [timeOf(from), timeOf(to)];
  return start === undefined || end === undefined ? undefined : Math.round((end - start) / millisecondsADay);
}

const millisecondsADay = 86_400_000;

function timeOf(day: unknown): number | undefined {
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? time : undefined;
}
