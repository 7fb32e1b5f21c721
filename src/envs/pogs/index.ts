/**
 * Partially observable graph search (after "Learning When to Plan"): find a node in a tree of which only the surroundings
 * are seen. Nothing of the past is in an observation, so an agent has to keep in its plan where it comes from and where
 * it means to go. Difficulty d leaves trees on which a search that forgets nothing goes back at least d times, and can arrive in time.
 */
import { between, derive, type Key, permutation, uniform } from '../../random/index.ts';
import { equalBands } from '../bands.ts';
import type { Settings, Token } from '../environment.ts';
import type { PlanningSpec } from '../planning.ts';
import { coach } from './coach.ts';
import { difficulties, generate } from './generator.ts';
import { longestObservation } from './observation.ts';
import { decodePlan, encodePlan, LONGEST_PLAN, MOST_NODES, STYLES, turnGrammar } from './plan.ts';
import { player } from './player.ts';
import { Pogs } from './pogs.ts';
import { checkSettings, SETTINGS } from './settings.ts';
import type { PogsState } from './state.ts';
import { checkState } from './state-check.ts';
import { track } from './tracker.ts';
import { labelTokens, TOKEN, tokenNames } from './vocabulary.ts';
import { readPlan, wordPlan } from './wording.ts';

export { describeState, type NodeDescription, type StateDescription } from './describe.ts';
export type { PogsState } from './state.ts';

export const pogs: PlanningSpec<PogsState> = {
  id: 'pogs',
  title: 'Graph search',
  view: 'pogs',
  settings: SETTINGS,
  milestones: ['reach_target'],
  vocabulary: (settings: Settings) => ({
    names: tokenNames(checkSettings(settings).nodes),
    pad: TOKEN['<pad>'],
    endOfTurn: TOKEN['<eot>'],
  }),
  words: (settings: Settings) => {
    const { nodes, hops } = checkSettings(settings);
    return {
      open: TOKEN['<plan>'],
      close: TOKEN['</plan>'],
      actions: labelTokens(nodes),
      grammar: turnGrammar(nodes),
      longestObservation: longestObservation(nodes, hops),
      longestPlan: LONGEST_PLAN,
    };
  },
  difficulties,
  bands: (settings: Settings) => equalBands(difficulties(settings)),
  generate,
  restore: (state) => new Pogs(checkState(state)),
  styles: STYLES.map(({ name }) => name),
  player,
  coach,
  readPlan: (text, settings) => readPlan(text, checkSettings(settings).nodes),
  wordPlan: (plan, settings) => wordPlan(decodePlan(plan, checkSettings(settings).nodes)),
  randomPlan,
  track,
};

/** Different nodes. Without a style, one of them is where the agent is said to have set out in half of the plans. */
function randomPlan(key: Key, settings: Settings, style?: number): Token[] {
  const { nodes } = checkSettings(settings);
  const [first, ...others] = permutation(derive(key, 'nodes'), nodes);
  const count = between(derive(key, 'count'), 1, Math.min(MOST_NODES, others.length));
  const way = others.slice(0, count);
  const { from, nodes: told } = (style === undefined ? null : STYLES[style]) ?? {
    from: uniform(derive(key, 'from')) < 0.5,
    nodes: () => way,
  };
  return encodePlan({ from: from ? (first as number) : null, route: told(way) });
}
