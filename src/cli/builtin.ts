import directives from '../../plugins/directives';
import docker from '../../plugins/docker';
import dockerfile from '../../plugins/dockerfile';
import env from '../../plugins/env';
import example from '../../plugins/example';
import files from '../../plugins/files';
import live from '../../plugins/live';
import metrics from '../../plugins/metrics';
import performancePlugin from '../../plugins/performance';
import python from '../../plugins/python';
import runs from '../../plugins/runs';
import shell from '../../plugins/shell';
import training from '../../plugins/training';
import yaml from '../../plugins/yaml';
import cvlization from '../../rules/packs/cvlization.yaml';
import recommended from '../../rules/packs/recommended.yaml';
import strict from '../../rules/packs/strict.yaml';
import type { Plugin } from '../api/plugin';
import type { Builtins } from '../config/form';

/** The plugins that come with cvl, in alphabetical order. */
const builtinPlugins: readonly Plugin[] = [
  directives,
  docker,
  dockerfile,
  env,
  example,
  files,
  live,
  metrics,
  performancePlugin,
  python,
  runs,
  shell,
  training,
  yaml,
];

/** The packs that come with cvl, by the name after `cvl:`. */
const builtinPacks = { recommended, strict, cvlization } as Builtins['packs'];

/** All that comes with cvl. */
export const builtins: Builtins = { plugins: builtinPlugins, packs: builtinPacks };
