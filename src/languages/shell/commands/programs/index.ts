import type { Builtin } from '../../state/builtin';
import { setStatus } from '../../state/shell';
import { cut } from './cut';
import { makeFolders, makeTemporary, removeFiles, touchFiles } from './files';
import { git } from './git';
import { grep } from './grep';
import { cat, head, rev, sequence, sort, tail, tee, uniq, wordCount } from './lines';
import { baseName, dirName, readLink, realPath } from './path-names';
import { sed } from './sed';
import { idProgram, systemProgram } from './system';
import { translate } from './translate';

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
