/** Keys of a result of Ray Tune that say when it was made. https://docs.ray.io, "Tune: returned metrics" */
export const STEPS: readonly string[] = ['timesteps_total', 'num_env_steps_sampled_lifetime', 'agent_timesteps_total'];
export const ITERATION = 'training_iteration';

/** Beside `training_iteration`, what makes a result one of Ray Tune. */
export const OWN: readonly string[] = ['time_this_iter_s', 'time_total_s', 'trial_id', 'episode_reward_mean'];

/** Settings, clocks, counts, and lists: no series. */
const OTHER =
  /^(?:config|hist_stats|perf|timers|sampler_perf|sampler_results|env_runners\/(?:hist_stats|sampler_perf|module_to_env_connector|env_to_module_connector)|counters|info\/num_|num_|date$|pid$|done$|timestamp$|trial_id$|node_ip$|hostname$|experiment_|iterations_since_restore$|timesteps_since_restore$|time_|timesteps_|training_iteration|agent_timesteps_total$|episodes_|warmup_time$|should_checkpoint$|policy_reward_(?:min|max)|fault_tolerance)/;

/** Whether a flattened key, with slashes, is of a metric. */
export const isMetric = (key: string): boolean => !OTHER.test(key) && !/\[\d+\]$/.test(key);
