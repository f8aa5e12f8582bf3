import { definePlugin } from '../../src/api';
import argumentsRule from './arguments';
import caches from './caches';
import datasets from './datasets';
import environmentForwarded from './environment-forwarded';
import frameworks from './frameworks';
import imports from './imports';
import metricLogging from './metric-logging';
import outputs from './outputs';
import syntax from './syntax';

export default definePlugin({
  name: 'python',
  api: 1,
  rules: [argumentsRule, caches, datasets, environmentForwarded, frameworks, imports, metricLogging, outputs, syntax],
});
