/** The words for what an agent is doing or how it ended: one table for nodes, legend, detail and screen readers. */
import type { NodeStatus } from './nodes.ts';

export interface StatusWords {
  /** For the node itself: one or two short words. */
  readonly short: string;
  /** For the legend and screen readers. */
  readonly long: string;
}

/** In the order of the legend. */
export const STATUSES: Readonly<Record<NodeStatus, StatusWords>> = {
  later: { short: '', long: 'not launched yet' },
  thinking: { short: 'thinking', long: 'thinking' },
  waiting: { short: 'waiting', long: 'waiting for its sub-agents' },
  solved: { short: 'solved', long: 'finished, goal reached' },
  failed: { short: 'failed', long: 'finished, goal missed' },
  turns: { short: 'no turns', long: 'out of turns' },
  context: { short: 'full', long: 'context window full' },
};
