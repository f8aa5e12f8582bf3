import type { CallFact, Setting } from '../../src/api';

/** Surely not given, or given as false, none, or nothing. */
export const isOff = (setting: Setting | 'absent' | undefined): boolean =>
  setting === 'absent' ||
  (setting !== undefined && (setting.value === false || setting.value === null || setting.value === 'no'));

/** Surely given as true. */
export const isOn = (setting: Setting | 'absent' | undefined): boolean =>
  setting !== undefined && setting !== 'absent' && setting.value === true;

export const toldOf = (setting: Setting | 'absent' | undefined): string =>
  setting === undefined || setting === 'absent' ? '' : setting.source;

/** Where a setting is to be changed, and the call that takes it where that is another place. */
export function placeOf(call: CallFact, setting: Setting | 'absent' | undefined) {
  if (setting === undefined || setting === 'absent') return { at: call.span };
  return setting.source === '' ? { at: setting.at } : { at: setting.at, related: [{ message: 'used here', at: call.span }] };
}
