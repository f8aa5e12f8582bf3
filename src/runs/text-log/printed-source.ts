/** A line of Python at the margin: a statement, an assignment, a call, a comment, or the end of a bracket. */
const STATEMENT =
  /^(?:import|from|def|class|if|elif|else|for|while|with|try|except|finally|return|assert|raise|del|global|async|await|pass)\b|^[@#)\]}]|^[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:, *[\w.]+)*(?: *: *[\w[\].,]+(?: +[\w[\].,]+)*)? *(?:[-+*/|&%@]?=(?!=)|\()/;
const IMPORT = /^(?:import [A-Za-z_][\w.]*|from [A-Za-z_.][\w.]* import )/;
/** The first line of a program: its interpreter or its docstring. */
const BEGIN = /^(?:"""|'''|#!.*python)/;
const RULER = /^={20,}\s*$/;
/** Lines at the head of a log in which the source must begin. */
const HEAD = 200;

export interface SourceWatch {
  /** True: the line belongs to the program's own source, which it printed at the head of its log. */
  line(text: string, number: number): boolean;
}

/**
 * Programs such as nanoGPT's speed runs print their source first, so that the log shows what was run. `val_loss = 0` in it is code,
 * not a value. The source begins with the file's first line or an import. It ends with a ruler of `=`, or at the first line at the
 * margin that isn't Python.
 */
export function createSourceWatch(): SourceWatch {
  let state: 'before' | 'inside' | 'after' = 'before';
  let inString = false;
  return {
    line(text, number) {
      if (state === 'after') return false;
      if (state === 'before') {
        if (number > HEAD) state = 'after';
        else if (IMPORT.test(text) || (number === 1 && BEGIN.test(text))) state = 'inside';
        else return false;
      }
      const quotes = text.split(/"""|'''/).length - 1;
      const wasInString = inString;
      if (quotes % 2 === 1) inString = !inString;
      if (wasInString || quotes > 0) return true;
      if (RULER.test(text) || (/^\S/.test(text) && !STATEMENT.test(text))) state = 'after';
      return state === 'inside';
    },
  };
}
