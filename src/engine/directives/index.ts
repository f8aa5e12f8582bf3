export { type Applied, applyDirectives, type DirectiveContext } from './apply';
export { holdsDirectives } from './read';
export { applySuppressions, type SuppressionContext } from './suppressions';
export { disablingEdits } from './write';
