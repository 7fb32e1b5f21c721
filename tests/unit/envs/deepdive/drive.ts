/** Drives trees of scripted agents through the environment. */
import { deepdive } from '../../../../src/envs/deepdive/index.ts';
import { driver } from '../../../support/drive-trees.ts';

export type { Script } from '../../../support/drive-trees.ts';
export const { drive, lexer, noisy, scripted, texter } = driver(deepdive);
