/**
 * The English that plans are understood in: what each word means, and which goal a verb and a noun make together. Data
 * only; `reading.ts` walks over it.
 */
import type { Direction, GoalName } from './plan.ts';

/** What is to be done; words of one verb mean the same. */
export type Verb =
  | 'go'
  | 'get'
  | 'collect'
  | 'place'
  | 'plant'
  | 'make'
  | 'eat'
  | 'drink'
  | 'defeat'
  | 'sleep'
  | 'explore';

export type Noun =
  | 'coal'
  | 'diamond'
  | 'iron'
  | 'wood'
  | 'stone'
  | 'water'
  | 'sapling'
  | 'plant'
  | 'ripe plant'
  | 'table'
  | 'furnace'
  | 'cow'
  | 'zombie'
  | 'skeleton';

export type Tool = 'pickaxe' | 'sword';

export type Meaning =
  | { readonly kind: 'verb'; readonly verb: Verb }
  | { readonly kind: 'noun'; readonly noun: Noun }
  | { readonly kind: 'tool'; readonly tool: Tool }
  | { readonly kind: 'direction'; readonly direction: Direction }
  | { readonly kind: 'number'; readonly value: number }
  /** Stands for the noun before. */
  | { readonly kind: 'pronoun' }
  /** Ends a step. */
  | { readonly kind: 'separator' }
  /** What follows tells how or where: nouns there are no goals. */
  | { readonly kind: 'aside' }
  /** An aside after a noun ("chop trees for wood"), and nothing before it ("look for wood"). */
  | { readonly kind: 'for' }
  /** An aside after a direction ("north of the lake"), and nothing else ("a couple of saplings"). */
  | { readonly kind: 'of' }
  /** Joins a verb to what stands before it ("a cow to eat"). */
  | { readonly kind: 'to' }
  /** The number before it is a distance. */
  | { readonly kind: 'unit' }
  | { readonly kind: 'filler' }
  /** Something that there is in the world, or could be, and that no goal has to do with. */
  | { readonly kind: 'beyond' }
  /** Something that could be done, and that no goal has to do with. */
  | { readonly kind: 'deed' };

/** Which goal a noun makes with each verb that goes with it, and with none. */
export const NOUN_GOALS: Readonly<Record<Noun, Readonly<Partial<Record<Verb | 'alone', GoalName>>>>> = {
  coal: material('collect_coal'),
  diamond: material('collect_diamond'),
  iron: material('collect_iron'),
  wood: material('collect_wood'),
  stone: { ...material('collect_stone'), place: 'place_stone' },
  water: { ...material('collect_drink'), drink: 'collect_drink' },
  sapling: { ...material('collect_sapling'), place: 'place_plant', plant: 'place_plant' },
  // Alone, it could be either.
  plant: { place: 'place_plant', plant: 'place_plant', eat: 'eat_plant' },
  'ripe plant': { ...material('eat_plant'), eat: 'eat_plant' },
  table: building('place_table'),
  furnace: building('place_furnace'),
  cow: { ...creature('eat_cow'), eat: 'eat_cow', collect: 'eat_cow' },
  zombie: creature('defeat_zombie'),
  skeleton: creature('defeat_skeleton'),
};

function material(goal: GoalName) {
  return { alone: goal, go: goal, get: goal, collect: goal };
}

function building(goal: GoalName) {
  return { alone: goal, get: goal, place: goal, make: goal };
}

function creature(goal: GoalName) {
  return { alone: goal, go: goal, get: goal, defeat: goal };
}

/** Verbs that say enough without a noun. */
export const VERB_GOALS: Readonly<Partial<Record<Verb, GoalName>>> = {
  go: 'explore',
  explore: 'explore',
  eat: 'eat_cow',
  drink: 'collect_drink',
  sleep: 'wake_up',
  plant: 'place_plant',
};

/** What could be meant by a verb that does not. */
export const VERB_EXAMPLES: Readonly<Partial<Record<Verb, readonly GoalName[]>>> = {
  get: ['collect_wood', 'collect_stone', 'collect_sapling'],
  collect: ['collect_wood', 'collect_stone', 'collect_sapling'],
  place: ['place_table', 'place_stone', 'place_furnace'],
  make: ['make_wood_pickaxe', 'make_stone_pickaxe', 'make_iron_pickaxe'],
  defeat: ['defeat_zombie', 'defeat_skeleton'],
};

const VERBS: Readonly<Record<Verb, string>> = {
  go: 'go walk move head run travel search look seek find return',
  get: 'get take have obtain acquire',
  collect: 'collect gather mine chop cut dig harvest fetch grab pick hew fell pickup',
  place: 'place put set lay',
  plant: 'plant grow',
  make: 'make craft forge create build construct',
  eat: 'eat',
  drink: 'drink sip',
  defeat: 'defeat kill fight slay attack hunt beat hit',
  sleep: 'sleep rest nap wake wakeup getup',
  explore: 'explore wander roam scout lookaround',
};

const NOUNS: Readonly<Record<Noun, string>> = {
  coal: 'coal coals',
  diamond: 'diamond diamonds gem gems',
  iron: 'iron irons',
  wood: 'wood woods wooden log logs timber tree trees',
  stone: 'stone stones rock rocks cobblestone',
  water: 'water lake river pond',
  sapling: 'sapling saplings seedling seedlings',
  plant: 'plants',
  'ripe plant': 'ripeplant ripeplants grownplant grownplants',
  table: 'table tables craftingtable craftingtables workbench workbenches',
  furnace: 'furnace furnaces oven ovens',
  cow: 'cow cows cattle meat beef food',
  zombie: 'zombie zombies',
  skeleton: 'skeleton skeletons',
};

const TOOLS: Readonly<Record<Tool, string>> = {
  pickaxe: 'pickaxe pickaxes axe axes picks',
  sword: 'sword swords blade blades',
};

const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  north: 'north n northern northward northwards up upward upwards',
  'north-east': 'northeast ne northeastern northeastward northeastwards',
  east: 'east e eastern eastward eastwards right',
  'south-east': 'southeast se southeastern southeastward southeastwards',
  south: 'south s southern southward southwards down downward downwards',
  'south-west': 'southwest sw southwestern southwestward southwestwards',
  west: 'west w western westward westwards left',
  'north-west': 'northwest nw northwestern northwestward northwestwards',
};

const NUMBERS = ['zero', 'one once', 'two twice couple pair', 'three thrice', 'four', 'five', 'six', 'seven', 'eight'];
NUMBERS.push('nine', 'ten', 'eleven', 'twelve dozen');

const SEPARATORS =
  'and then next afterwards afterward finally first firstly secondly thirdly lastly afterthat ) , ; . : ! & + > →';
const ASIDES = 'with using use from near beside by at on onto into in around behind nextto infrontof';
const FILLERS =
  'a an the some any few more another please now i you we me your my our us that this there is are should must will keep back later ' +
  'want need try just also again until till rested awake full morning dawn time times x direction side way toward ' +
  "towards lets let let's i'll i'd we'll " +
  'piece pieces block blocks unit units item items ripe grown fresh nearest nearby closest close new good night bit ' +
  'area world map land hill hills cave caves tunnel tunnels mountain mountains forest ore ores';
/** Words by which a plan would be more than a list of goals. */
export const CONDITIONS: ReadonlySet<string> = new Set(
  "not don't dont never avoid without if when while unless except or instead before after".split(' '),
);
const BEYOND =
  'grass sand sands path paths lava arrow arrows sheep pig pigs chicken fish apple bread fruit seed seeds plank planks ' +
  'gold silver copper glass store stove fire light torch bed door boat house shelter wall bridge tool tools spear bow';
const DEEDS = 'wait stay stop stand do nothing away hide heal cook swim jump talk watch';

/** Verbs that a word belongs to which could be a direction: "pick it up". */
export const PARTICLES: Readonly<Record<string, ReadonlySet<string>>> = {
  up: new Set('pick grab gather fetch dig chop cut build make set put eat drink wake beat'.split(' ')),
  down: new Set('put set lay place chop cut hew fell take hunt beat'.split(' ')),
};

/** After these, "plant" is a thing. */
export const DETERMINERS: ReadonlySet<string> = new Set(
  'a an the any some another my your our that ripe grown fresh nearest closest new'.split(' '),
);

/** Words of one line that belong together; they are looked up without what stands between them. */
export const COMPOUNDS =
  /pick[ \t-]axes?|work[ \t-]bench(?:es)?|crafting[ \t-]tables?|(?:ripe|grown)[ \t-]plants?|(?:wake|get|pick)[ \t-]up|look[ \t-]around|next[ \t-]to|in front of|after that/;

/** Every word that is known, in lower case and without spaces or hyphens. */
export const LEXICON: ReadonlyMap<string, Meaning> = new Map([
  ...each(FILLERS, { kind: 'filler' }),
  ...each(SEPARATORS, { kind: 'separator' }),
  ...each(ASIDES, { kind: 'aside' }),
  ...each(BEYOND, { kind: 'beyond' }),
  ...each(DEEDS, { kind: 'deed' }),
  ...each('for', { kind: 'for' }),
  ...each('of', { kind: 'of' }),
  ...each('to', { kind: 'to' }),
  ...each('it them', { kind: 'pronoun' }),
  ...each('step steps tile tiles', { kind: 'unit' }),
  ...NUMBERS.flatMap((words, value) => each(words, { kind: 'number', value })),
  ...entries(DIRECTION_WORDS, (direction) => ({ kind: 'direction', direction })),
  ...entries(TOOLS, (tool) => ({ kind: 'tool', tool })),
  ...entries(NOUNS, (noun) => ({ kind: 'noun', noun })),
  ...entries(VERBS, (verb) => ({ kind: 'verb', verb })),
]);

/** Words that a misspelt one may be taken for: those that say something, and are long enough to be recognised. */
export const RECOGNISABLE = [...LEXICON]
  .filter(([word, { kind }]) => word.length > 2 && ['verb', 'noun', 'tool', 'direction', 'number'].includes(kind))
  .map(([word]) => word);

function each(words: string, meaning: Meaning): [string, Meaning][] {
  return words.split(' ').map((word) => [word, meaning]);
}

function entries<K extends string>(table: Readonly<Record<K, string>>, meaning: (name: K) => Meaning) {
  return (Object.entries(table) as [K, string][]).flatMap(([name, words]) => each(words, meaning(name)));
}
