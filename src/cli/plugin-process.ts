import { serve } from '../engine/isolation/serve';

/** What a process runs that is started for code of a configuration. */
await serve({
  builtins: async () => (await import('./builtin')).builtins,
  answers: {
    samples: async (...given) => (await import('./sample-reports')).answerSamples(...given),
    runs: async (...given) => (await import('./run-views')).answerRuns(...given),
    watch: async (...given) => (await import('./follow')).answerWatch(...given),
  },
});
