import { definePlugin } from '../../src/api';
import argumentsRule from './rules/arguments';
import caches from './rules/caches';
import datasets from './rules/datasets';
import environmentForwarded from './rules/environment-forwarded';
import frameworks from './rules/frameworks';
import imports from './rules/imports';
import metricLogging from './rules/metric-logging';
import outputs from './rules/outputs';
import syntax from './rules/syntax';

export default definePlugin({
  name: 'python',
  api: 1,
  rules: [argumentsRule, caches, datasets, environmentForwarded, frameworks, imports, metricLogging, outputs, syntax],
});
