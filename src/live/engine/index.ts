/** A container engine as the user has it: what it is, what it holds, and what runs. See README.md. */

export type {
  ActualGpus,
  ActualMount,
  ContainerFacts,
  EngineInfo,
  GpuFacts,
  GpuProcess,
  GpuReading,
  ImageFacts,
  ProcessOwner,
} from '../../model/live/facts';
export { type ExecOptions, type Executed, execIn, killContainer, removalOf, removeContainer, stopContainer } from './act';
export { type Called, type CallOptions, call, type Output } from './call';
export {
  containerNamed,
  listContainers,
  readContainer,
} from './containers';
export { type ClientKind, createEngine, type Engine, wordsOf } from './engine';
export { type Answer, answer, type EngineFault, type FaultKind, faultOf, isBrokenConnection } from './fault';
export {
  type CallProgram,
  ownerOf,
  pollGpus,
  readGpus,
} from './gpus';
export { imageNamed, listImages } from './images';
export { type DiskUse, diskUse, type EngineVersion, engineInfo, engineVersion } from './info';
export { type LogOptions, type LogText, readLogs, streamLogs } from './logs';
export { createMask, isSecretName, type Mask, masked, maskedValue } from './mask';
export { isOnThisMachine, type OpenedEngine, type OpenOptions, openEngine, programOnPath } from './open';
export { type ContainerStats, containerStats } from './stats';
