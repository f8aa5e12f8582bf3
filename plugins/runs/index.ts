import { API_VERSION, definePlugin } from '../../src/api';
import adapter from './rules/adapter';
import adapterBaseModel from './rules/adapter-base-model';
import adapterSettings from './rules/adapter-settings';
import adapterWeights from './rules/adapter-weights';
import checkpoint from './rules/checkpoint';
import checkpointEmpty from './rules/checkpoint-empty';
import checkpointFinite from './rules/checkpoint-finite';
import checkpointLatest from './rules/checkpoint-latest';
import checkpointLocation from './rules/checkpoint-location';
import checkpointMissing from './rules/checkpoint-missing';
import checkpointPointer from './rules/checkpoint-pointer';
import configuration from './rules/configuration';
import damaged from './rules/damaged';
import empty from './rules/empty';
import error from './rules/error';
import layout from './rules/layout';
import location from './rules/location';
import loggedError from './rules/logged-error';
import tracked from './rules/tracked';
import unfinished from './rules/unfinished';

/** What training runs leave behind: whether they ended well, and whether everything is there. */
export default definePlugin({
  name: 'runs',
  api: API_VERSION,
  rules: [
    adapter,
    adapterBaseModel,
    adapterSettings,
    adapterWeights,
    checkpoint,
    checkpointEmpty,
    checkpointFinite,
    checkpointLatest,
    checkpointLocation,
    checkpointMissing,
    checkpointPointer,
    configuration,
    damaged,
    empty,
    error,
    layout,
    location,
    loggedError,
    tracked,
    unfinished,
  ],
});
