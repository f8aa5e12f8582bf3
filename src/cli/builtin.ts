import cvlization from '../../rules/packs/cvlization.yaml';
import recommended from '../../rules/packs/recommended.yaml';
import strict from '../../rules/packs/strict.yaml';
import type { Builtins } from '../config/form';
import { builtinPlugins } from './builtin-plugins';

/** The packs that come with cvl, by the name after `cvl:`. */
const builtinPacks = { recommended, strict, cvlization } as Builtins['packs'];

/** All that comes with cvl. */
export const builtins: Builtins = { ...builtinPlugins, packs: builtinPacks };
