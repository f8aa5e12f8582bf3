export { type CheckMistake, compileCheck } from './compile';
export { type CheckForm, isCheck } from './form';
