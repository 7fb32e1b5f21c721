/** What kind of agent an experiment trains: what its baseline is told apart by, in a few words for lists. */
import type { Experiment, PlanningExperiment } from './experiment.ts';

/** Whether its agents hand tasks to copies of themselves. */
export function delegates(experiment: Experiment): boolean {
  return experiment.method === 'rao' && experiment.agent.delegation;
}

export function agentWords(experiment: Experiment): string {
  if (experiment.method === 'rao') return experiment.agent.delegation ? 'recursive agent' : 'single agent';
  return [planningWords(experiment), contentWords(experiment), experiment.warmStart.tokens === 0 ? 'not primed' : '']
    .filter((words) => words !== '')
    .join(', ');
}

/** What the imitation before reinforcement learning is called: dynamic planning has the paper's word for it. */
export function warmStartTitle(method: Experiment['method']): string {
  return method === 'rao' ? 'Warm start' : 'Priming';
}

function planningWords({ agent: { when, every } }: PlanningExperiment): string {
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

/** What the controls carry in place of their plans; '' for an agent that carries what it wrote. */
function contentWords({ agent: { content } }: PlanningExperiment): string {
  switch (content) {
    case 'own':
      return '';
    case 'random':
      return 'carries random plans';
    case 'constant':
      return 'carries one and the same plan';
    case 'coach':
      return 'carries the plans of a coach';
    default:
      return content satisfies never;
  }
}
