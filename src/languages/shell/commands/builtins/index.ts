import { type Builtin, unknownCommand } from '../../state/builtin';
import { setStatus } from '../../state/shell';
import { runEval, runExec } from '../wrappers';
import { getopts, setOptions, setShopt, shiftArguments } from './arguments';
import { breakLoop, exitWith, returnFrom, setTrap } from './control-flow';
import { changeFolder, popFolder, printFolder, pushFolder } from './folders';
import { mapLines, readLine } from './input';
import { lookUp, source, test } from './lookup';
import { echo, printFormatted } from './output';
import { declareVariables, exportVariables, letVariables, localVariables, readonlyVariables, unsetNames } from './variables';

const succeed: Builtin = (shell) => setStatus(shell, 0);

/** The builtins of bash that are evaluated. Any other is treated as an unknown program. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  Object.entries<Builtin>({
    ':': succeed,
    true: succeed,
    false: (shell) => setStatus(shell, 1),
    '.': source,
    source,
    '[': test,
    test,
    break: breakLoop('break'),
    continue: breakLoop('continue'),
    return: returnFrom,
    exit: exitWith,
    logout: exitWith,
    trap: setTrap,
    cd: changeFolder,
    chdir: changeFolder,
    pushd: pushFolder,
    popd: popFolder,
    pwd: printFolder,
    echo,
    printf: printFormatted,
    read: readLine,
    mapfile: mapLines,
    readarray: mapLines,
    set: setOptions,
    shopt: setShopt,
    shift: shiftArguments,
    getopts,
    export: exportVariables,
    declare: declareVariables,
    typeset: declareVariables,
    local: localVariables,
    readonly: readonlyVariables,
    let: letVariables,
    unset: unsetNames,
    eval: runEval,
    exec: runExec,
    command: lookUp,
    type: lookUp,
    which: lookUp,
    hash: lookUp,
    builtin: (shell, invocation, args) =>
      shell.interpreter.runInvocation(shell, { ...invocation, words: args }, { functions: false }),
    umask: succeed,
    ulimit: succeed,
    alias: succeed,
    unalias: succeed,
    disown: succeed,
    jobs: succeed,
    bind: succeed,
    enable: succeed,
    wait: succeed,
    kill: (shell, invocation) => unknownCommand(shell, invocation, 'kill'),
    times: succeed,
    complete: succeed,
  }),
);
