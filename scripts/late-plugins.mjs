/**
 * In the bundle, cvl's own plugins are data: what is known of their rules without running them. Their code is a chunk of its own, which is
 * loaded when something is judged, and their samples are a file that is read when documentation is shown.
 */
import { isDeepStrictEqual } from 'node:util';
import { importSource, root } from './source.mjs';

const list = 'src/cli/builtin-plugins.ts';

/** The plugin for esbuild, and the text of `samples.json`. */
export async function latePlugins() {
  const { plugins } = (await importSource(list)).builtinPlugins;
  const described = plugins.map(({ rules, ...plugin }) => ({ ...plugin, rules: rules.map(descriptionOf) }));
  const json = JSON.stringify(described);
  if (!isDeepStrictEqual(JSON.parse(json), described)) throw new Error('A plugin holds more than data and checks.');
  const contents = `
    import { readFileSync } from 'node:fs';
    import { latePlugins } from '../config/late-plugins';
    const bytesIn = (_, value) => (typeof value?.base64 === 'string' ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value);
    export const builtinPlugins = latePlugins({
      described: JSON.parse(${JSON.stringify(json)}),
      samples: () => JSON.parse(readFileSync(new URL('./samples.json', import.meta.url), 'utf8'), bytesIn),
      load: async () => (await import('./builtin-plugins.ts?code')).builtinPlugins,
    });`;
  return {
    samples: JSON.stringify(Object.fromEntries(plugins.flatMap(samplesIn)), withBytes),
    plugin: {
      name: 'late-plugins',
      setup(builder) {
        builder.onLoad({ filter: /[\\/]src[\\/]cli[\\/]builtin-plugins\.ts$/ }, ({ suffix }) =>
          suffix === '?code' ? undefined : { contents, loader: 'js', resolveDir: `${root}src/cli` },
        );
      },
    },
  };
}

function descriptionOf({ check: _, outcomes, docs: { bad: _bad, good: _good, ...docs }, ...rule }) {
  return { ...rule, docs, judges: outcomes !== undefined };
}

const samplesIn = ({ name, rules }) =>
  rules.map((rule) => [`${name}/${rule.name}`, { bad: rule.docs.bad, good: rule.docs.good }]);

const withBytes = (_, value) => (value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value);
