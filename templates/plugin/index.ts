import { definePlugin } from 'cvl';
import owner from './rules/owner.ts';

export default definePlugin({ name: '__NAME__', api: 1, rules: [owner] });
