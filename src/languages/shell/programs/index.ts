import type { Builtin } from '../dispatch';
import { setStatus } from '../state';
import { makeFolders, makeTemporary, removeFiles, touchFiles } from './files';
import { git } from './git';
import { baseName, dirName, readLink, realPath } from './names';
import { cat, cut, grep, head, rev, sed, sequence, sort, tail, tee, translate, uniq, wordCount } from './streams';
import { idProgram, systemProgram } from './system';

const succeed: Builtin = (shell) => setStatus(shell, 0);

/** Programs whose output or effect is known without running them. */
export const programs: ReadonlyMap<string, Builtin> = new Map(
  Object.entries<Builtin>({
    dirname: dirName,
    basename: baseName,
    realpath: realPath,
    readlink: readLink,
    mkdir: makeFolders,
    install: makeFolders,
    touch: touchFiles,
    mktemp: makeTemporary,
    rm: removeFiles,
    rmdir: removeFiles,
    git,
    id: idProgram,
    whoami: systemProgram,
    hostname: systemProgram,
    uname: systemProgram,
    nproc: systemProgram,
    arch: systemProgram,
    cat,
    tac: cat,
    cut,
    grep,
    egrep: grep,
    fgrep: grep,
    head,
    tail,
    rev,
    sed,
    seq: sequence,
    sort,
    uniq,
    tee,
    tr: translate,
    wc: wordCount,
    sleep: succeed,
    clear: succeed,
    sync: succeed,
  }),
);
