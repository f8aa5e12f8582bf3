export { type Applied, applyDirectives, type DirectiveContext } from './apply';
export { applySuppressions, type SuppressionContext } from './suppressions';
