import { definePlugin } from '../../src/api';
import expired from './rules/expired';
import noReason from './rules/no-reason';
import syntax from './rules/syntax';
import unknownRule from './rules/unknown-rule';
import unused from './rules/unused';

export default definePlugin({ name: 'directives', api: 1, rules: [expired, noReason, syntax, unknownRule, unused] });
