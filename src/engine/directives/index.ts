export { type Applied, applyDirectives, type DirectiveContext } from './apply';
export { holdsDirectives } from './holds';
export { applySuppressions, type SuppressionContext } from './suppressions';
export { disablingEdits } from './write';
