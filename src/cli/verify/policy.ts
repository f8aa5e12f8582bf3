import metadata from '../../../rules/tables/metadata.yaml';
import table from '../../../rules/tables/verification.yaml';
import type { Configuration } from '../../config/types';
import type { VerificationPolicy } from '../../live/plan/policy';

export const policy = table as VerificationPolicy;

const ageRule = 'example/verification-age';

/** The age in days from which a verification is stale, as the rule about it is configured. */
export function staleAfterDays(configuration: Configuration): number {
  const fallback = (metadata as { readonly verification: { readonly staleAfterDays: number } }).verification.staleAfterDays;
  if (!configuration.rules.has(ageRule)) return fallback;
  const { options } = configuration.setting(ageRule, '', undefined);
  const stated = (options as { readonly staleAfterDays?: unknown } | undefined)?.staleAfterDays;
  return typeof stated === 'number' ? stated : fallback;
}
