/**
 * The worlds of the gallery: what each is called and about in a sentence, and the picture of its presets. A world is an
 * environment or, where one setting makes it another place, an environment with that setting.
 */

import type { ComponentType } from 'preact';
import { delegates } from '../../experiments/agent-words.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import { GrowingTree } from './pictures/growing-tree.tsx';
import { HalvedStrip } from './pictures/halved-strip.tsx';
import { HandedOnTrail } from './pictures/handed-on-trail.tsx';
import { RecipeBook } from './pictures/recipe-book.tsx';
import type { PictureProps } from './pictures/story.tsx';

export interface World {
  readonly title: string;
  /** One sentence: what there is to do in it. */
  readonly about: string;
  readonly Picture: ComponentType<PictureProps>;
}

const TEXTCRAFT: World = {
  title: 'TextCraft',
  about: 'Craft an item from base materials; each recipe has to be looked up, and so have the recipes of its parts.',
  Picture: GrowingTree,
};

const PAPER_TEXTCRAFT: World = {
  title: 'The paper’s TextCraft',
  about:
    'The same task on the paper’s scale: one large, fixed book of recipes, and targets held back for the evaluation.',
  Picture: RecipeBook,
};

const OOLONG: World = {
  title: 'Oolong',
  about: 'Answer a question about all records of an input that is many times longer than a context window.',
  Picture: HalvedStrip,
};

const DEEPDIVE: World = {
  title: 'DeepDive',
  about:
    'Find what stands at the end of a trail through a graph of pages; most pages that a search finds are dead ends.',
  Picture: HandedOnTrail,
};

/** By id of the environment. */
const WORLDS: Readonly<Record<string, (settings: Experiment['environment']['settings']) => World>> = {
  textcraft: ({ book }) => (Number(book ?? 0) > 0 ? PAPER_TEXTCRAFT : TEXTCRAFT),
  oolong: () => OOLONG,
  deepdive: () => DEEPDIVE,
};

/** The world of an experiment. Throws a RangeError for an environment that has none. */
export function worldOf({ environment: { id, settings } }: Experiment): World {
  const world = WORLDS[id];
  if (!world) throw new RangeError(`The gallery has no world for the environment "${id}".`);
  return world(settings);
}

/** The picture of an experiment: how its agents share the work of its world, or do not. */
export function ExperimentPicture({ experiment }: { experiment: Experiment }) {
  const { Picture } = worldOf(experiment);
  const recursive = delegates(experiment);
  return <Picture key={String(recursive)} recursive={recursive} />;
}
