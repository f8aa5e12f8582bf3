import type { Rule, Sample } from '../../../src/api';
import { report } from '../docker/report';

/** Each finding as message id and the text that it points at. */
export const words = async (rule: Rule, sample: Sample) => (await report(rule, sample)).map(([id, word]) => [id, word]);

export const bash = (...lines: string[]): string => ['#!/bin/bash', ...lines, ''].join('\n');
