import type { JsonSchema, RuleOptions } from '../../src/api';
import type { Plans } from './endings';

const names: JsonSchema = { type: 'array', items: { type: 'string' } };

export const planProperties: Readonly<Record<keyof Plans, JsonSchema>> = {
  planned: {
    type: 'object',
    description: 'Settings that say how long a run is meant to be.',
    additionalProperties: false,
    required: ['steps', 'epochs'],
    properties: { steps: names, epochs: names },
  },
  earlyStop: { ...names, description: 'Settings that end a run early on purpose, where they are above 0.' },
};

export const plansOptions: RuleOptions<Plans> = {
  schema: { type: 'object', additionalProperties: false, properties: planProperties },
  tables: { planned: 'run-settings.planned', earlyStop: 'run-settings.earlyStop' },
};
