import type { CallFact, Example, Setting, Span } from '../../src/api';

/** Surely absent, or set to False, None, or "no". */
export const isOff = (setting: Setting | 'absent' | undefined): boolean =>
  setting === 'absent' ||
  (setting !== undefined && (setting.value === false || setting.value === null || setting.value === 'no'));

/** Surely set to True. */
export const isOn = (setting: Setting | 'absent' | undefined): boolean =>
  setting !== undefined && setting !== 'absent' && setting.value === true;

/** What sets it, in parentheses after a space. Empty if the code does. */
export const sourceOf = (setting: Setting | 'absent' | undefined): string =>
  setting === undefined || setting === 'absent' ? '' : setting.source;

/** Where to change a setting, and the call that uses it if that's another place. */
export function placeOf(call: CallFact, setting: Setting | 'absent' | undefined) {
  if (setting === undefined || setting === 'absent') return { at: call.span };
  return setting.source === ''
    ? { at: setting.at }
    : { at: setting.at, related: [{ message: "It's used here.", at: call.span }] };
}

/** The argument by keyword that is all of a place, as written; otherwise undefined. */
export function argumentAt({ repository }: Example, { file, start, end }: Span): string | undefined {
  const written = repository.source(file)?.text.slice(start, end) ?? '';
  return /^\w+\s*=/.test(written) ? written : undefined;
}
