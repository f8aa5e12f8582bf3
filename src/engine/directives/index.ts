export { type Applied, applyDirectives, type DirectiveContext } from './apply';
export { disablingEdits } from './write';
export { holdsDirectives } from './read';
export { applySuppressions, type SuppressionContext } from './suppressions';
