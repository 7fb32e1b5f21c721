/**
 * The worlds of the gallery: what each is called and about in a sentence, and the picture of its presets. A world is an
 * environment or, where one setting makes it another place, an environment with that setting.
 */
import type { ComponentType } from 'preact';
import { agentWords, delegates } from '../../experiments/agent-words.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import { CrafterGame } from './pictures/crafter-game.tsx';
import { GrowingTree } from './pictures/growing-tree.tsx';
import { HalvedStrip } from './pictures/halved-strip.tsx';
import { HandedOnTrail } from './pictures/handed-on-trail.tsx';
import { PlannedWalk, type Rhythm } from './pictures/planned-walk.tsx';
import { RecipeBook } from './pictures/recipe-book.tsx';
import type { PictureProps } from './pictures/story.tsx';

interface ExperimentProps {
  readonly experiment: Experiment;
}

export interface World {
  readonly title: string;
  /** One sentence: what there is to do in it. */
  readonly about: string;
  readonly Picture: ComponentType<ExperimentProps>;
}

const TEXTCRAFT: World = {
  title: 'TextCraft',
  about: 'Craft an item from base materials; each recipe has to be looked up, and so have the recipes of its parts.',
  Picture: ofDelegation(GrowingTree),
};

const PAPER_TEXTCRAFT: World = {
  title: 'The paper’s TextCraft',
  about:
    'The same task on the paper’s scale: one large, fixed book of recipes, and targets held back for the evaluation.',
  Picture: ofDelegation(RecipeBook),
};

const OOLONG: World = {
  title: 'Oolong',
  about: 'Answer a question about all records of an input that is many times longer than a context window.',
  Picture: ofDelegation(HalvedStrip),
};

const DEEPDIVE: World = {
  title: 'DeepDive',
  about:
    'Find what stands at the end of a trail through a graph of pages; most pages that a search finds are dead ends.',
  Picture: ofDelegation(HandedOnTrail),
};

const POGS: World = {
  title: 'Graph search',
  about:
    'Find a node in a tree of which only the surroundings are seen; nothing of the past is remembered but the plan.',
  Picture: ({ experiment }) => <PlannedWalk rhythm={rhythmOf(experiment)} />,
};

const CRAFTER: World = {
  title: 'Crafter',
  about: 'Survive in a world of pixels, and achieve 22 things that build on each other, from wood to a diamond.',
  Picture: ({ experiment }) => <CrafterGame rhythm={rhythmOf(experiment)} />,
};

/** By id of the environment. */
const WORLDS: Readonly<Record<string, (settings: Experiment['environment']['settings']) => World>> = {
  textcraft: ({ book }) => (Number(book ?? 0) > 0 ? PAPER_TEXTCRAFT : TEXTCRAFT),
  oolong: () => OOLONG,
  deepdive: () => DEEPDIVE,
  pogs: () => POGS,
  crafter: () => CRAFTER,
};

/** The world of an experiment. Throws a RangeError for an environment that has none. */
export function worldOf({ environment: { id, settings } }: Experiment): World {
  const world = WORLDS[id];
  if (!world) throw new RangeError(`The gallery has no world for the environment "${id}".`);
  return world(settings);
}

/** The picture of an experiment: how its agents share the work of its world, when they plan, or do not. */
export function ExperimentPicture({ experiment }: ExperimentProps) {
  const { Picture } = worldOf(experiment);
  return <Picture key={agentWords(experiment)} experiment={experiment} />;
}

function ofDelegation(Picture: ComponentType<PictureProps>): ComponentType<ExperimentProps> {
  return ({ experiment }) => <Picture recursive={delegates(experiment)} />;
}

/** Which version of a story an experiment is: whoever plans now and then carries a plan. */
function rhythmOf(experiment: Experiment): Rhythm {
  if (experiment.method !== 'dynamic-planning') return 'never';
  const { when, every } = experiment.agent;
  if (when === 'never') return 'never';
  return when === 'every' && every === 1 ? 'always' : 'carried';
}
