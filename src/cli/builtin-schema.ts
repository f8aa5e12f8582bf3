import type { JsonSchema } from '../api/rule';
import { configurationSchema } from '../config/schema';
import { builtinPlugins } from './builtin';

/** The schema that comes with the package: of the built-in rules. */
export const builtinSchema = (): JsonSchema => configurationSchema(builtinPlugins);
