/**
 * Understands a plan that a person typed: goals in plain English, one after another, with counts and directions. What a
 * text leaves out is taken from the step before ("collect wood and stone"). A text is understood as a whole or not at
 * all; then it is said which part is the matter, and what could stand there.
 */
import type { PlanReading } from '../planning.ts';
import { NOUN_GOALS, type Noun, type Tool, VERB_EXAMPLES, VERB_GOALS, type Verb } from './lexicon.ts';
import { type Direction, type GoalName, MOST_COUNT, MOST_STEPS, mostCount, type PlanStep } from './plan.ts';
import { encodePlan } from './plan-tokens.ts';
import { Misunderstanding, type Span, splitWords, type Word } from './plan-words.ts';
import { TOOL_MATERIALS } from './vocabulary.ts';
import { wordGoal, wordPlan, wordStep } from './wording.ts';

const EXAMPLE = wordPlan([
  { goal: 'collect_wood', count: 3, direction: 'north-east' },
  { goal: 'place_table', count: 1, direction: null },
]);

export function readPlan(text: string): PlanReading {
  try {
    return { plan: encodePlan(new Reader(text).steps()) };
  } catch (error) {
    if (!(error instanceof Misunderstanding)) throw error;
    const { message, from, to, suggestions } = error;
    return { problem: message, from, to, suggestions };
  }
}

/** What has been read of a step. */
interface Draft {
  verb: Word | null;
  does: Verb | null;
  noun: Noun | null;
  goal: GoalName | null;
  count: number | null;
  direction: Direction | null;
  /** Nouns tell where it is, or with what it is done ('means'), but not what is to be done. */
  aside: 'place' | 'means' | null;
  /** Its noun is that of the step before. */
  pronoun: boolean;
  span: Span | null;
}

function blank(): Draft {
  return {
    verb: null,
    does: null,
    noun: null,
    goal: null,
    count: null,
    direction: null,
    aside: null,
    pronoun: false,
    span: null,
  };
}

/** Verbs that another one may follow within a step: "go and find", "get to eat". */
const WEAK: readonly (Verb | null)[] = ['go', 'get'];

class Reader {
  private readonly text: string;
  private readonly words: readonly Word[];
  private readonly done: PlanStep[] = [];
  private draft = blank();
  /** What the next step may leave out. */
  private does: Verb | null = null;
  private noun: Noun | null = null;
  /** Steps begin with numbers: "1. drink 2. eat". */
  private numbered = false;
  private material: (typeof TOOL_MATERIALS)[number] | null = null;

  constructor(text: string) {
    this.text = text;
    this.words = splitWords(text);
  }

  steps(): readonly PlanStep[] {
    for (let at = 0; at < this.words.length; ) at += this.take(at);
    this.finish();
    if (this.done.length > 0) return this.done;
    const whole = { from: 0, to: this.text.length };
    throw new Misunderstanding(`Say what is to be done, for example: ${EXAMPLE}`, whole, [EXAMPLE]);
  }

  /** Takes in the word at this position. Returns how many words that were. */
  private take(at: number): number {
    const word = this.words[at] as Word;
    const { meaning } = word;
    const before = this.words[at - 1]?.meaning;
    switch (meaning.kind) {
      case 'separator':
        // "With wood and stone" names two means of one step.
        if (this.draft.aside !== 'means' || word.key !== 'and' || !this.nounFollows(at)) this.finish();
        return 1;
      case 'beyond':
        if (this.draft.aside !== null) return 1;
        throw new Misunderstanding(`No goal of a plan has to do with “${word.text}”.`, word);
      case 'aside':
        this.draft.aside = meaning.of;
        return 1;
      case 'for':
        if (this.draft.goal !== null) this.draft.aside = 'place';
        return 1;
      case 'of':
        if (before?.kind === 'direction') this.draft.aside = 'place';
        return 1;
      case 'number':
        return this.takeNumber(at, word, meaning.value);
      case 'direction':
        // "Chop down a tree", but "go down".
        if (isParticle(word) && before?.kind === 'verb' && VERB_GOALS[before.verb] !== 'explore') return 1;
        this.takeDirection(word, meaning.direction, before?.kind === 'direction' ? before.direction : null);
        return 1;
      case 'verb':
        this.takeVerb(word, meaning.verb, before?.kind === 'to');
        return 1;
      case 'pronoun':
        if (this.noun !== null && this.draft.goal === null && this.draft.aside === null) {
          this.draft.pronoun = true;
          this.takeNoun(word, this.noun);
        }
        return 1;
      case 'noun': {
        const after = this.words[at + 1];
        const tool = after === undefined ? null : toolOf(after);
        if (after !== undefined && tool !== null) {
          this.takeTool({ from: word.from, to: after.to }, tool, meaning.noun);
          return 2;
        }
        this.takeNoun(word, meaning.noun);
        return 1;
      }
      case 'tool':
        this.takeTool(word, meaning.tool, null);
        return 1;
      case 'to':
      case 'unit':
      case 'filler':
        return 1;
      default:
        return meaning satisfies never;
    }
  }

  /** Whether the next word that says something is a noun, rather than what to do with one. */
  private nounFollows(at: number): boolean {
    const next = this.words.slice(at + 1).find(({ meaning }) => meaning.kind !== 'filler');
    return next?.meaning.kind === 'noun' || next?.meaning.kind === 'tool';
  }

  private takeNumber(at: number, word: Word, value: number): number {
    if ((this.numbered || this.draft.span === null) && /^[.)]$/.test(this.words[at + 1]?.key ?? '')) {
      this.finish();
      this.numbered = true;
      return 2;
    }
    const after = this.words[at + 1]?.meaning.kind;
    if (this.draft.aside !== null || after === 'unit') return 1;
    const startsStep = after === 'noun' || after === 'tool' || after === 'verb';
    if (this.draft.count !== null || (this.draft.goal !== null && startsStep)) this.finish();
    if (value < 1 || value > MOST_COUNT) {
      const nearest = value < 1 ? 1 : MOST_COUNT;
      throw new Misunderstanding(`A goal can be set 1 to ${MOST_COUNT} times, not ${value} times.`, word, [
        `${nearest}`,
      ]);
    }
    this.draft.count = value;
    this.extend(word);
    return 1;
  }

  private takeDirection(word: Word, direction: Direction, before: Direction | null): void {
    const sum = `${before}-${direction}` as Direction;
    const sums = (before === 'north' || before === 'south') && (direction === 'east' || direction === 'west');
    if (this.draft.direction !== null && !sums) {
      const problem = 'One step of a plan has one direction. Another direction needs a step of its own.';
      throw new Misunderstanding(problem, word, [`then ${direction}`]);
    }
    this.draft.direction = sums ? sum : direction;
    this.extend(word);
  }

  private takeVerb(word: Word, verb: Verb, joined: boolean): void {
    const { does, goal, noun } = this.draft;
    if (verb === 'plant' && goal === null && does !== null && word.key === 'plant') {
      this.takeNoun(word, 'plant');
      return;
    }
    this.draft.aside = null;
    const both = joined && noun !== null ? NOUN_GOALS[noun][verb] : undefined;
    if (both !== undefined) {
      this.draft.goal = both;
    } else if (goal !== null || (does !== null && does !== verb && !WEAK.includes(does))) {
      this.finish();
    }
    this.draft.verb = word;
    this.draft.does = verb;
    this.extend(word);
  }

  private takeNoun(word: Span, noun: Noun): void {
    if (this.draft.aside !== null) return;
    const goals = NOUN_GOALS[noun];
    if (this.draft.goal !== null) {
      if ((goals[this.draft.does ?? 'alone'] ?? goals.alone) === this.draft.goal) return;
      this.finish();
    }
    const { does } = this.draft;
    const goal = does === null ? (goals[this.does ?? 'alone'] ?? goals.alone) : goals[does];
    this.setGoal(word, goal, unique(Object.values(goals)));
    this.draft.noun = noun;
  }

  private takeTool(word: Span, tool: Tool, named: Noun | null): void {
    if (this.draft.aside !== null) return;
    if (this.draft.goal !== null) this.finish();
    const material = named === null ? this.material : TOOL_MATERIALS.find((each) => each === named);
    const goals = TOOL_MATERIALS.map((each) => `make_${each}_${tool}` as const);
    if (material === undefined || material === null) {
      const problem = `There are ${tool}s of wood, of stone and of iron; say which one you mean.`;
      const span = { from: this.draft.span?.from ?? word.from, to: word.to };
      throw new Misunderstanding(
        problem,
        span,
        goals.map((goal) => wordGoal(goal, this.draft.count ?? 1)),
      );
    }
    const goal = `make_${material}_${tool}` as const;
    const fits = this.draft.does === null || this.draft.does === 'make' || this.draft.does === 'get';
    this.setGoal(word, fits ? goal : undefined, [goal]);
    this.material = material;
  }

  private setGoal(word: Span, goal: GoalName | undefined, others: readonly GoalName[]): void {
    this.extend(word);
    if (goal === undefined) {
      const span = { from: this.draft.verb?.from ?? word.from, to: word.to };
      const problem = `“${this.draft.verb?.text ?? ''}” does not go with “${this.text.slice(word.from, word.to)}” here.`;
      throw new Misunderstanding(
        problem,
        span,
        others.map((other) => wordGoal(other, this.draft.count ?? 1)),
      );
    }
    this.draft.goal = goal;
  }

  /** Ends the step that is being read, if there is anything of it. */
  private finish(): void {
    const { does, verb, noun, count, direction, pronoun, span } = this.draft;
    const goal = this.draft.goal ?? (does !== null ? VERB_GOALS[does] : direction !== null ? 'explore' : undefined);
    const previous = this.done.at(-1);
    this.draft = blank();
    if (span === null) return;
    if (goal === undefined) {
      const problem = verb === null ? 'Say what is to be done so often.' : `Say what “${verb.text}” is about.`;
      const goals = (does !== null && VERB_EXAMPLES[does]) || [];
      throw new Misunderstanding(
        problem,
        span,
        goals.map((each) => wordStep({ goal: each, count: count ?? 1, direction })),
      );
    }
    if (count !== null && count > mostCount(goal)) {
      const problem = 'Exploring takes no number: it is done once the way is long enough.';
      throw new Misunderstanding(problem, span, [wordStep({ goal, count: 1, direction })]);
    }
    this.does = does ?? this.does;
    this.noun = noun ?? this.noun;
    // "Find a cow and eat it", "sleep and wake up" are one thing each.
    const again = pronoun || /^wake|^getup/.test(verb?.key ?? '');
    if (again && previous?.goal === goal && count === null && direction === null) return;
    if (this.done.length === MOST_STEPS) {
      const rest = { from: span.from, to: this.text.length };
      throw new Misunderstanding(`A plan has ${MOST_STEPS} steps at most. Leave out what comes from here on.`, rest);
    }
    this.done.push({ goal, count: count ?? 1, direction });
  }

  private extend({ from, to }: Span): void {
    this.draft.span = { from: this.draft.span?.from ?? from, to };
  }
}

/** Up and down are a matter of some verbs, too. */
function isParticle({ key }: Word): boolean {
  return key === 'up' || key === 'down';
}

/** "Pick" stands for a pickaxe after what it is made of. */
function toolOf({ key, meaning }: Word): Tool | null {
  if (meaning.kind === 'tool') return meaning.tool;
  return key === 'pick' ? 'pickaxe' : null;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
