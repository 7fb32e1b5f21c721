/** What the command takes from the app itself: the papers, their arms and reports, and how run folders are read. */
export { type Arm, armExperiment, type Measurement } from '../../src/experiments/reproduction/arm.ts';
export type { FinishedRun } from '../../src/experiments/reproduction/collect.ts';
export type { Paper } from '../../src/experiments/reproduction/paper.ts';
export { findPaper, PAPERS } from '../../src/experiments/reproduction/papers.ts';
export type { Report } from '../../src/experiments/reproduction/report.ts';
export { parseMetricLine } from '../../src/store/archive.ts';
export { parseEvaluation } from '../../src/store/evaluation-schema.ts';
export { decodeJson } from '../../src/store/json.ts';
