export { type Severities, severitiesSchema, withSeverities } from '../../src/api';
