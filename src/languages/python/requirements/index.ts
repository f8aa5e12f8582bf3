export { readEnvironmentYml } from './environment-yml';
export { type Install, readInstall } from './installs';
export { readLock } from './lock';
export { type ProjectRequirements, readPyproject, readSetupCfg, readSetupPy } from './project';
export { imageDistributions, type PackageTable, providersOf, withDependencies } from './providers';
export { normalName, type Requirement } from './requirement';
export { type RequirementsFile, readRequirementsTxt } from './requirements-txt';
export { installsIn } from './shell-text';
export { compareVersions, intersection, isSubrange, onlyVersion, type VersionRange, versionRange } from './versions';
