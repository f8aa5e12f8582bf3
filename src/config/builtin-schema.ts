import type { JsonSchema } from '../api/rule';
import { builtinPlugins } from './builtin';
import { configurationSchema } from './schema';

/** The schema that comes with the package: of the built-in rules. */
export const builtinSchema = (): JsonSchema => configurationSchema(builtinPlugins);
