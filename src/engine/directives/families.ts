/** Whether `family/*` includes a rule. */
export const contains = (family: string, rule: string): boolean => family.endsWith('/*') && rule.startsWith(family.slice(0, -1));

/** Whether a directive or suppression names a rule, by its id or as `family/*`. */
export const matches = (name: string, rule: string): boolean => name === rule || contains(name, rule);

/** What the engine reports about itself can't be suppressed. */
export const isSuppressible = (rule: string): boolean => !rule.startsWith('internal/');
