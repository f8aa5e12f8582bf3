import { API_VERSION, definePlugin } from '../../src/api';
import adapter from './adapter';
import checkpoint from './checkpoint';
import configuration from './configuration';
import damaged from './damaged';
import error from './error';
import layout from './layout';
import tracked from './tracked';
import unfinished from './unfinished';

/** What training runs left behind: whether they came to their end, and whether it is all there. */
export default definePlugin({
  name: 'runs',
  api: API_VERSION,
  rules: [adapter, checkpoint, configuration, damaged, error, layout, tracked, unfinished],
});
