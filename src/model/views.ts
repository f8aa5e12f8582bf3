/** What of a repository is parsed and evaluated: half of cvl's code. A lint that needs no new result doesn't load it. */
export { dockerfileAt, pythonAt, scriptAt } from './artifacts';
export { buildsOf, buildsOutside, buildsWith, namings, ownBuildsOf, ownImageNamesOf } from './builds';
export { embeddedIn, embeddedScriptsOf } from './embedded-scripts';
export { findPrograms, findPythonFiles } from './program';
export { findRuns, runsInExample } from './runs';
