/**
 * A plan: the nodes that the agent means to go to, in order, and perhaps the node from which it set out. They need not be
 * neighbours of each other: a plan may name all nodes of a way, or only where it leads. Its tokens, and what a turn with
 * or without one looks like.
 */
import type { Token } from '../environment.ts';
import type { TurnGrammar } from '../planning.ts';
import { labelOf, labelToken, labelTokens, TOKEN, tokenNames } from './vocabulary.ts';

export interface Plan {
  /** Where the agent set out; a hint for later steps, by which it can tell onward from back. */
  readonly from: number | null;
  /** 1 to `MOST_NODES` nodes. */
  readonly route: readonly number[];
}

export const MOST_NODES = 6;

/** Most tokens of a plan without its brackets. */
export const LONGEST_PLAN = MOST_NODES + 2;

export function encodePlan({ from, route }: Plan): Token[] {
  checkLength(route.length);
  return [...(from === null ? [] : [TOKEN.from, labelToken(from)]), ...route.map(labelToken)];
}

/** The plan that was written so. Throws a RangeError that says which token does not belong where it stands. */
export function decodePlan(tokens: readonly Token[], nodes: number): Plan {
  const start = tokens[0] === TOKEN.from ? 1 : 0;
  const labels = tokens.slice(start).map((token, i) => {
    const label = labelOf(token, nodes);
    if (label < 0) throw new RangeError(`Token ${token} at position ${i + start} of a plan must be a node.`);
    return label;
  });
  const route = labels.slice(start);
  checkLength(route.length);
  return { from: start === 1 ? (labels[0] as number) : null, route };
}

function checkLength(nodes: number): void {
  if (nodes < 1 || nodes > MOST_NODES) throw new RangeError(`A plan names 1 to ${MOST_NODES} nodes, not ${nodes}.`);
}

/** How a way is put into words. */
interface Style {
  readonly name: string;
  /** Whether it begins with where the agent set out. */
  readonly from: boolean;
  readonly nodes: (way: readonly number[]) => readonly number[];
  /** Whether a plan that has been carried out, or that turned out to be wrong, is replaced at once. */
  readonly renewed: boolean;
}

const next = (way: readonly number[]) => way.slice(0, 1);
const goal = (way: readonly number[]) => way.slice(-1);
const route = (way: readonly number[]) => way.slice(0, MOST_NODES);

export const STYLES: readonly Style[] = [
  { name: 'next node', from: false, nodes: next, renewed: false },
  { name: 'goal', from: false, nodes: goal, renewed: false },
  { name: 'route', from: false, nodes: route, renewed: false },
  { name: 'next node and where from', from: true, nodes: next, renewed: false },
  { name: 'route and where from', from: true, nodes: route, renewed: false },
  { name: 'route and where from, renewed', from: true, nodes: route, renewed: true },
];

/** States of the grammar: where a turn may begin, its end, and then what has been written of a plan. */
const FREE = 0;
const PLAN = 1;
const ACT = 2;
const END = 3;
const OPENED = 4;
const FROM = 5;
const SET_OUT = 6;
/** After this many nodes. */
const named = (count: number) => SET_OUT + count;
const STATES = named(MOST_NODES) + 1;

/** What may be written: a plan and then a label, or the label alone; every label, since bad moves are allowed. */
export function turnGrammar(nodes: number): TurnGrammar {
  const vocabulary = tokenNames(nodes).length;
  const labels = labelTokens(nodes);
  const table = new Int32Array(STATES * vocabulary).fill(-1);
  const lead = (from: number, tokens: readonly Token[], to: number) => {
    for (const token of tokens) table[from * vocabulary + token] = to;
  };
  for (const start of [FREE, PLAN]) lead(start, [TOKEN['<plan>']], OPENED);
  for (const start of [FREE, ACT]) lead(start, labels, END);
  // A turn is over with its action, but every state of a table has to lead somewhere.
  lead(END, [TOKEN['<eot>']], END);
  lead(OPENED, [TOKEN.from], FROM);
  lead(FROM, labels, SET_OUT);
  for (const before of [OPENED, SET_OUT]) lead(before, labels, named(1));
  for (let count = 1; count <= MOST_NODES; count++) {
    if (count < MOST_NODES) lead(named(count), labels, named(count + 1));
    lead(named(count), [TOKEN['</plan>']], ACT);
  }
  return { next: table, free: FREE, plan: PLAN, act: ACT };
}
