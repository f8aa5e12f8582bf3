import { serve } from '../engine/isolation/serve';
import { builtins } from './builtin';

/** What a process runs that is started for code of a configuration. */
await serve(builtins);
