/** What kind of agent an experiment trains: what its baseline is told apart by, in a word for lists. */
import type { Experiment } from './experiment.ts';

/** Whether its agents hand tasks to copies of themselves. */
export function delegates(experiment: Experiment): boolean {
  return experiment.method === 'rao' && experiment.agent.delegation;
}

export function agentWords(experiment: Experiment): string {
  if (experiment.method === 'rao') return experiment.agent.delegation ? 'recursive agent' : 'single agent';
  const { when, every } = experiment.agent;
  switch (when) {
    case 'learned':
      return 'plans when it decides to';
    case 'never':
      return 'never plans';
    case 'every':
      return every === 1 ? 'plans at every step' : `plans every ${every} steps`;
    case 'random':
      return 'plans at random';
    default:
      return when satisfies never;
  }
}
