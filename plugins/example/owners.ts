import type { Mismatch } from '../../src/api';
import { type Data, isUnknownField } from './mismatches';

/** Whether another rule reports a mismatch, or another mismatch or option of `example/schema` decides the same value. */
export function isReportedElsewhere(
  data: Data,
  mismatches: readonly Mismatch[],
  values: { readonly [field: string]: unknown },
): (mismatch: Mismatch) => boolean {
  const wrongTypes = new Set(mismatches.filter(({ keyword }) => keyword === 'type').map(({ path }) => path.join('.')));
  return (mismatch) => {
    if (isUnknownField(mismatch) || isOfVerification(mismatch) || isOfPresets(mismatch, data)) return true;
    const field = mismatch.path.join('.');
    return (
      mismatch.keyword === 'enum' && (Object.hasOwn(values, field) || wrongTypes.has(field) || isArchivedStability(field, data))
    );
  };
}

/** The rules `example/verification…` judge the values of the record. A misspelled key is for `example/schema`. */
const isOfVerification = ({ path, keyword }: Mismatch): boolean =>
  path[0] === 'verification' && keyword !== 'additionalProperties';

/** The rules `example/preset-…` judge the form of presets, and their scripts. */
function isOfPresets({ path, keyword, property }: Mismatch, data: Data): boolean {
  if (path[0] !== 'presets') return false;
  if (path.length === 1) return Array.isArray(data['presets']);
  if (path.length === 2) return keyword === 'type' || (keyword === 'required' && property === 'script');
  return path.length === 3 && path[2] === 'script';
}

/** `example/archived` says what to write instead. */
export const isArchivedStability = (field: string, data: Data): boolean => field === 'stability' && data[field] === 'archived';
