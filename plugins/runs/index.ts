import { API_VERSION, definePlugin } from '../../src/api';
import adapter from './rules/adapter';
import checkpoint from './rules/checkpoint';
import configuration from './rules/configuration';
import damaged from './rules/damaged';
import error from './rules/error';
import layout from './rules/layout';
import tracked from './rules/tracked';
import unfinished from './rules/unfinished';

/** What training runs left behind: whether they came to their end, and whether it is all there. */
export default definePlugin({
  name: 'runs',
  api: API_VERSION,
  rules: [adapter, checkpoint, configuration, damaged, error, layout, tracked, unfinished],
});
