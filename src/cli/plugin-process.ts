import { serve } from '../engine/isolation/serve';
import { builtins } from './builtin';

/** What a process runs that is started for code of a configuration. */
await serve(builtins, {
  samples: async (...given) => (await import('./sample-reports')).answerSamples(...given),
  runs: async (...given) => (await import('./run-views')).answerRuns(...given),
  watch: async (...given) => (await import('./follow')).answerWatch(...given),
});
