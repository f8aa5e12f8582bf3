import { type Engine, type EngineFault, engineVersion, faultOf, wordsOf } from '../engine';

export interface AttentiveEngine {
  readonly engine: Engine;
  /** Why the engine could not be asked for all, as a fault. Undefined if every call reached it. */
  lost(): Promise<EngineFault | undefined>;
}

/** An engine that notes whether it was lost while it was asked: what has no answer then must not count as if nothing were wrong. */
export function attentive(inner: Engine): AttentiveEngine {
  let unreachable: EngineFault | undefined;
  let wasSlow = false;
  const engine: Engine = {
    ...inner,
    async call(words, options) {
      const called = await inner.call(words, options);
      wasSlow ||= called.ended === 'timed out';
      if (called.ended === 'exited' && called.code !== 0) {
        const fault = faultOf(wordsOf(inner, words), called);
        if (fault.kind === 'unreachable') unreachable ??= fault;
      }
      return called;
    },
  };
  return {
    engine,
    async lost() {
      if (unreachable) return withRemedy(unreachable);
      // A command in a container may take too long for reasons of its own.
      const version = wasSlow ? await engineVersion(inner, { timeoutMs: 15_000 }) : undefined;
      return version?.ok === false ? withRemedy(version.fault) : undefined;
    },
  };
}

const withRemedy = (fault: EngineFault): EngineFault => ({
  ...fault,
  message: `The container engine gave no answer any more while it was asked. ${fault.message} Start it again, then run this again.`,
});
