/**
 * Understands a plan that a person typed: goals in plain English, one after another, with counts and directions. What a
 * text leaves out is taken from the step before ("collect wood and stone"). A text is understood as a whole or not at
 * all; then it is said which part is the matter, and what could stand there.
 */
import type { PlanReading } from '../planning.ts';
import { refuseAside, takes } from './asides.ts';
import { blankDraft } from './draft.ts';
import { NOUN_GOALS, type Noun, type Tool, VERB_EXAMPLES, VERB_GOALS, type Verb } from './lexicon.ts';
import { DIRECTIONS, type Direction, type GoalName, MOST_COUNT, MOST_STEPS, mostCount, type PlanStep } from './plan.ts';
import { encodePlan } from './plan-tokens.ts';
import { Misunderstanding, type Span, splitWords, type Word } from './plan-words.ts';
import { settleWords } from './settling.ts';
import { guessWord } from './typos.ts';
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

/** Verbs that another one may follow within a step: "go and find", "get to eat". */
const WEAK: readonly (Verb | null)[] = ['go', 'get'];
/** Separators that may stand within an aside. */
const JOINTS = /^(?:and|[&+,])$/;

class Reader {
  private readonly text: string;
  private readonly words: readonly Word[];
  private readonly done: PlanStep[] = [];
  private draft = blankDraft();
  /** What the next step may leave out. */
  private does: Verb | null = null;
  private noun: Noun | null = null;
  private material: (typeof TOOL_MATERIALS)[number] | null = null;

  constructor(text: string) {
    this.text = text;
    this.words = settleWords(splitWords(text), text);
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
    if (meaning.kind !== 'separator') this.draft.start ??= word.from;
    switch (meaning.kind) {
      case 'separator':
        if (!this.asideGoesOn(at)) this.finish();
        else if (this.draft.aside !== null) this.draft.aside.full = false;
        return 1;
      case 'beyond':
      case 'deed':
        if (meaning.kind === 'beyond' && this.inAside(word)) return 1;
        throw new Misunderstanding(`No goal of a plan has to do with “${word.text}”.`, word);
      case 'aside':
        this.beginAside(word);
        return 1;
      case 'for':
        if (this.draft.goal !== null) this.beginAside(word);
        return 1;
      case 'of':
        if (before?.kind === 'direction') this.beginAside(word);
        return 1;
      case 'number':
        return this.takeNumber(at, word, meaning.value);
      case 'direction':
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
        // "Go from the lake to the trees".
        if (this.draft.goal === null && this.draft.does !== null) this.endAside();
        return 1;
      case 'unit':
      case 'filler':
        if (this.draft.aside !== null) this.draft.aside.to = word.to;
        return 1;
      default:
        return meaning satisfies never;
    }
  }

  private beginAside({ from, to }: Span): void {
    this.draft.aside ??= { from, to, nouns: [], names: false, full: false, number: null };
    this.draft.aside.full = false;
  }

  /** Whether this names something in an aside, which then says no more of the step. */
  private inAside(word: Span, noun?: Noun): boolean {
    const { aside } = this.draft;
    if (aside === null) return false;
    if (aside.full) {
      const said = this.text.slice(word.from, word.to);
      const suggestions = this.draft.goal === null ? [] : [`then ${said}`];
      throw new Misunderstanding(`It is not clear whether “${said}” is a goal of its own.`, word, suggestions);
    }
    aside.to = word.to;
    aside.names = true;
    aside.full = true;
    if (noun !== undefined) aside.nouns.push(noun);
    return true;
  }

  /** Whether an aside goes on after this word: "with wood and stone", "near the lake, collect …". */
  private asideGoesOn(at: number): boolean {
    const { aside, does, goal, direction } = this.draft;
    if (aside === null || !JOINTS.test(this.words[at]?.key ?? '')) return false;
    const skipped = ({ key, meaning }: Word) => ['filler', 'number'].includes(meaning.kind) || JOINTS.test(key);
    const [next, after] = this.words.slice(at).filter((word) => !skipped(word));
    if (goal === null && does === null) return direction === null || next?.meaning.kind === 'verb';
    if (goal === null || next?.meaning.kind !== 'noun' || (after && toolOf(after))) return false;
    return takes(goal, next.meaning.noun);
  }

  private endAside(): void {
    const { aside, goal, does, ...step } = this.draft;
    if (aside !== null && aside.number !== null) {
      throw refuseAside(aside, { ...step, goal: goal ?? (does !== null ? VERB_GOALS[does] : undefined) }, this.text);
    }
    this.draft.aside = null;
  }

  private takeNumber(at: number, word: Word, value: number): number {
    const after = this.words[at + 1]?.meaning.kind;
    const { aside } = this.draft;
    if (aside !== null && !this.isOften(at)) {
      aside.to = word.to;
      aside.number = value;
      return 1;
    }
    if (after === 'unit') return 1;
    const startsStep = after === 'noun' || after === 'tool' || after === 'verb';
    if (this.draft.count !== null || (this.draft.goal !== null && startsStep)) this.finish();
    if (!Number.isInteger(value) || value < 1 || value > MOST_COUNT) {
      const nearest = [Math.floor(value), Math.ceil(value)].map((each) => Math.min(Math.max(each, 1), MOST_COUNT));
      throw new Misunderstanding(
        `A goal can be set 1 to ${MOST_COUNT} times, not ${value} times.`,
        word,
        unique(nearest).map(String),
      );
    }
    this.draft.count = value;
    this.extend(word);
    return 1;
  }

  /** Whether a number says how often the step is to be done even in an aside: "twice", "x2", "2 times". */
  private isOften(at: number): boolean {
    const next = this.words[at + 1];
    const often = /^(?:once|twice|thrice|x\d+|\d+x)$/i.test(this.words[at]?.text ?? '');
    return often ? !['noun', 'tool'].includes(next?.meaning.kind ?? '') : /^(?:times?|x)$/.test(next?.key ?? '');
  }

  private takeDirection(word: Word, direction: Direction, before: Direction | null): void {
    // "Up north".
    if (before !== null && `${direction}-`.startsWith(`${before}-`)) this.draft.direction = null;
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
    if (/\bto\s+the\s+$/i.test(this.text.slice(0, word.from))) {
      const { words } = guessWord(word.key, DIRECTIONS, Object.is);
      throw new Misunderstanding(`“${word.text}” is no direction.`, word, words);
    }
    this.endAside();
    const { does, goal, noun } = this.draft;
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
    if (this.inAside(word, noun)) return;
    const goals = NOUN_GOALS[noun];
    if (this.draft.goal !== null) {
      this.refuseWatering(word, noun);
      if ((goals[this.draft.does ?? 'alone'] ?? goals.alone) === this.draft.goal) return;
      this.finish();
    }
    const { does } = this.draft;
    const goal = does === null ? (goals[this.does ?? 'alone'] ?? goals.alone) : goals[does];
    this.setGoal(word, goal, unique(Object.values(goals)));
    this.draft.noun = noun;
  }

  /** "Water the plant" names two goals, and neither is meant. */
  private refuseWatering({ to }: Span, noun: Noun): void {
    const { verb, span } = this.draft;
    if (verb !== null || this.draft.noun !== 'water' || span === null || !(noun === 'plant' || noun === 'sapling'))
      return;
    const problem = `No goal of a plan has to do with “${this.text.slice(span.from, to)}”.`;
    const goals = unique(Object.values(NOUN_GOALS.plant));
    throw new Misunderstanding(
      problem,
      { from: span.from, to },
      goals.map((goal) => wordGoal(goal)),
    );
  }

  private takeTool(word: Span, tool: Tool, named: Noun | null): void {
    if (this.inAside(word)) return;
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
      const { verb, start } = this.draft;
      const span = { from: verb?.from ?? start ?? word.from, to: word.to };
      const said = `“${this.text.slice(word.from, word.to)}”`;
      const problem = verb ? `“${verb.text}” does not go with ${said} here.` : `Say what is to be done with ${said}.`;
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
    const { aside, does, verb, noun, count, direction, pronoun, span } = this.draft;
    this.endAside();
    const goal = this.draft.goal ?? (does !== null ? VERB_GOALS[does] : direction !== null ? 'explore' : undefined);
    const previous = this.done.at(-1);
    // "Near the lake" says nothing to do, and "go near the lake" hardly more.
    const vague = does === null ? span === null || (aside?.from ?? 0) < span.from : does === 'go' && direction === null;
    if (aside !== null && this.draft.goal === null && vague && (aside.names || span === null)) {
      throw refuseAside(aside, { goal: undefined, count, direction, span }, this.text);
    }
    this.draft = blankDraft();
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

/** "Pick" stands for a pickaxe after what it is made of. */
function toolOf({ key, meaning }: Word): Tool | null {
  if (meaning.kind === 'tool') return meaning.tool;
  return key === 'pick' ? 'pickaxe' : null;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
