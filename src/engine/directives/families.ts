/** Whether `family/*` holds a rule. */
export const contains = (family: string, rule: string): boolean => family.endsWith('/*') && rule.startsWith(family.slice(0, -1));

/** Whether a rule is what a directive or suppression names: an id, or `family/*`. */
export const matches = (name: string, rule: string): boolean => name === rule || contains(name, rule);

/** What the engine says of itself stays visible. */
export const isSuppressible = (rule: string): boolean => !rule.startsWith('internal/');
