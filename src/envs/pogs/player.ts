/**
 * The scripted player: the search that remembers everything, telling where it means to go. It keeps to the way that it
 * last told of as long as that is as good as any; it never knows more than its observations said.
 */
import { between, derive, integer, type Key, uniform } from '../../random/index.ts';
import type { Settings } from '../environment.ts';
import type { Player, PlayerOptions, PlayerTurn, World } from '../planning.ts';
import { Explorer } from './explorer.ts';
import { readObservation } from './observation.ts';
import { encodePlan, STYLES } from './plan.ts';
import { checkSettings } from './settings.ts';
import type { PogsState } from './state.ts';
import { labelToken } from './vocabulary.ts';

/** Throws a RangeError when the options are not possible. */
export function player(key: Key, options: PlayerOptions, settings: Settings): Player<PogsState> {
  const { nodes, hops } = checkSettings(settings);
  const { noise, interval } = options;
  const style = STYLES[options.style];
  if (!style) throw new RangeError(`Graph search has the plan styles 0 to ${STYLES.length - 1}; got ${options.style}.`);
  if (!(noise >= 0 && noise <= 1)) throw new RangeError(`The player's noise is a probability; got ${noise}.`);
  if (interval[0] < 1) throw new RangeError(`The player plans after at least 1 step; got ${interval[0]}.`);
  const explorer = new Explorer();
  let step = 0;
  let due = 0;
  /** The way it told of last, from where it was told. */
  let path: readonly number[] = [];

  return {
    next(world: World<PogsState>): PlayerTurn {
      const sight = readObservation(world.observe(), nodes, hops);
      const here = sight.nodes[0] as number;
      const draw = derive(key, 'step', step);
      explorer.see(sight);
      const ways = explorer.ways();
      // Nodes of a way are all different, and the way ends with the last one.
      const planned = path[path.indexOf(here) + 1];
      const kept = path.includes(here) ? ways.filter((way) => way[0] === planned) : [];
      const good = kept.length > 0 ? kept : ways;
      const way = good[integer(derive(draw, 'way'), good.length)] as readonly number[];
      const planning = step >= due || (style.renewed && kept.length === 0);
      if (planning) {
        path = [here, ...way];
        due = step + between(derive(draw, 'interval'), interval[0], interval[1]);
      }
      step++;
      const noisy = uniform(derive(draw, 'noisy')) < noise;
      const neighbours = sight.nodes.filter((_, i) => sight.distances[i] === 1);
      const node = noisy ? neighbours[integer(derive(draw, 'neighbour'), neighbours.length)] : way[0];
      return {
        plan: planning ? encodePlan({ from: style.from ? here : null, route: style.nodes(way) }) : null,
        action: labelToken(node as number),
        noise: noisy,
      };
    },
  };
}
