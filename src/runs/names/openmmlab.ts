import type { RunSink } from '../reader';

const PACKAGE = /^(MMDetection|MMSegmentation|MMClassification|MMPose|MMDetection3D|MMAction2|MMPretrain|MMOCR): (\d+[^\s+]*)/m;

/** Sets the framework to the OpenMMLab package in a log's report of its environment: `MMDetection: 2.11.0+f8f8b1d`. */
export function readOpenMmlab(environment: string, sink: RunSink): void {
  const found = PACKAGE.exec(environment);
  if (found !== null) sink.framework(found[1]!.toLowerCase(), found[2]);
}
