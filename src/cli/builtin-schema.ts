import type { JsonSchema } from '../api/rule';
import { builtinSources, defaultPack } from '../config/builtins';
import { configurationSchema } from '../config/schema';
import { tablesOf } from '../config/tables';
import { builtins } from './builtin';

/** The schema that comes with the package: of the built-in rules. */
export const builtinSchema = (): JsonSchema =>
  configurationSchema(builtins.plugins, tablesOf(builtinSources(builtins, defaultPack)));
