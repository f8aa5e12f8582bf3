export { type Applied, applyDirectives, type DirectiveContext } from './apply';
export { type DirectiveFinding, directiveRuleIds, directiveRules } from './rules';
export { applySuppressions, type SuppressionContext } from './suppressions';
