/** What the command takes from the app itself: the arms, how a report is put together, and how run folders are read. */
export { type Arm, armExperiment } from '../../src/experiments/reproduction/arm.ts';
export { collectReport, type FinishedArm, type FinishedRun } from '../../src/experiments/reproduction/collect.ts';
export { RAO_ARMS, RAO_SEEDS } from '../../src/experiments/reproduction/rao.ts';
export type { Report } from '../../src/experiments/reproduction/report.ts';
export { claimsNotRun, sections } from '../../src/experiments/reproduction/sections.ts';
export { parseTreeEvaluation } from '../../src/store/evaluation-schema.ts';
export { parseMetricRow } from '../../src/store/schemas.ts';
