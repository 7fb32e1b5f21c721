/**
 * What a typed step tells beside its goal: where it is, or with what it is done ("at the table", "with an axe"). It is
 * taken in as long as it changes nothing; numbers there, and an aside that is all there is of a step, are refused.
 */
import { NOUN_GOALS, type Noun } from './lexicon.ts';
import { type Direction, type GoalName, MOST_COUNT } from './plan.ts';
import { Misunderstanding, type Span } from './plan-words.ts';
import { MAKE, PLACE } from './rules.ts';
import { wordStep } from './wording.ts';

export interface Aside {
  readonly from: number;
  to: number;
  /** What it names, tools aside. */
  readonly nouns: Noun[];
  /** Whether it names anything. */
  names: boolean;
  /** Whether it is complete: "near the lake", but neither "near" nor "with wood and". */
  full: boolean;
  /** How many of what it names. */
  number: number | null;
}

/** What has been read of the step beside its aside. */
interface Step {
  readonly goal: GoalName | undefined;
  readonly count: number | null;
  readonly direction: Direction | null;
  readonly span: Span | null;
}

const RECIPES: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.entries(MAKE).map(
    ([name, { uses, nearby }]) => [`make_${name}`, [...Object.keys(uses), ...nearby]] as const,
  ),
  ...Object.entries(PLACE).map(([name, { uses }]) => [`place_${name}`, Object.keys(uses)] as const),
]);

/** Whether a goal takes this, so that "with wood and stone" may go on with it. */
export function takes(goal: GoalName, noun: Noun): boolean {
  return RECIPES.get(goal)?.includes(noun) ?? false;
}

/** What to say of an aside that cannot be taken in. */
export function refuseAside(aside: Aside, { goal, count, direction, span }: Step, text: string): Misunderstanding {
  const said = `“${text.slice(aside.from, aside.to)}”`;
  const whole = { from: Math.min(aside.from, span?.from ?? aside.from), to: Math.max(aside.to, span?.to ?? aside.to) };
  if (goal !== undefined) {
    const problem = `Numbers belong to goals, and ${said} tells only how or where.`;
    return new Misunderstanding(problem, whole, [wordStep({ goal, count: count ?? 1, direction })]);
  }
  const goals = aside.nouns.flatMap((noun) => NOUN_GOALS[noun].alone ?? Object.values(NOUN_GOALS[noun]));
  const number = aside.number ?? 1;
  const counts = goals.length === 1 && Number.isInteger(number) && number >= 1 && number <= MOST_COUNT;
  const often = count ?? (counts ? number : 1);
  return new Misunderstanding(
    `Say what is to be done: ${said} tells only how or where.`,
    whole,
    [...new Set(goals)].map((each) => wordStep({ goal: each, count: often, direction })),
  );
}
