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
import type { Builtins } from '../config/form';

const plugins = [
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

/** The plugins that come with cvl, in alphabetical order. The build replaces this by their descriptions, with the code loaded when it's needed. */
export const builtinPlugins: Pick<Builtins, 'plugins' | 'load'> = { plugins };
