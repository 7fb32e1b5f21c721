/** Plans in plain English: what people read and write, `from 5 via 3, 7 to 12`. */
import type { PlanReading } from '../planning.ts';
import { encodePlan, MOST_NODES, type Plan } from './plan.ts';

export function wordPlan({ from, route }: Plan): string {
  const goal = route.at(-1);
  const by = route.slice(0, -1).join(', ');
  const start = from === null ? '' : `from ${from} `;
  if (by) return `${start}via ${by} to ${goal}`;
  return from === null ? `go to ${goal}` : `${start}to ${goal}`;
}

/** Words that may stand between nodes. */
const WORDS = ['go', 'move', 'walk', 'from', 'to', 'via', 'through', 'then', 'next', 'and', 'node', 'nodes'];
const PUNCTUATION = /^[-,;.>→]$/;

/** A word, number or mark of a text, in lower case, and where it stands. */
interface Part {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Understands nodes in the order in which they are to be reached, with or without words between them: "3 7 12", "go 3
 * then 7", "from 5 via 3, 7 to 12"; and "to 12 via 3 and 7", where the last one comes first. `nodes` is how many there are.
 */
export function readPlan(text: string, nodes: number): PlanReading {
  const parts: Part[] = [...text.matchAll(/\d+(?:\.\d+)?|\p{L}+|\S/gu)].map((match) => ({
    text: match[0].toLowerCase(),
    from: match.index,
    to: match.index + match[0].length,
  }));
  const problem = ({ from, to }: Part, what: string, suggestions: readonly string[] = []): PlanReading => ({
    problem: what,
    from,
    to,
    suggestions,
  });
  const whole = { text, from: 0, to: text.length };
  let from: number | null = null;
  const route: number[] = [];
  /** The node that was named before the way to it. */
  let destination: number | null = null;
  /** The last word; '' after a node. */
  let word = '';
  /** The word before the last node. */
  let introduced = '';
  for (const part of parts) {
    if (/^\d/.test(part.text)) {
      const node = Number(part.text);
      if (!Number.isInteger(node) || node >= nodes) {
        return problem(
          part,
          `There is no node ${part.text}; the nodes are 0 to ${nodes - 1}.`,
          nearNodes(part.text, nodes),
        );
      }
      if (word === 'from') from = node;
      else route.push(node);
      introduced = word;
      word = '';
    } else if (WORDS.includes(part.text)) {
      if (word === 'from' && !part.text.startsWith('node')) {
        return problem(part, 'After “from” comes the node from which you set out.');
      }
      if (part.text === 'from' && (route.length > 0 || from !== null)) {
        return problem(part, 'Where you set out comes first and once: “from 5 via 3 to 12”.');
      }
      if ((part.text === 'via' || part.text === 'through') && route.length === 1 && introduced === 'to') {
        destination = route.pop() as number;
      }
      // "to node 12" says the same as "to 12".
      if (!part.text.startsWith('node')) word = part.text;
    } else if (!PUNCTUATION.test(part.text)) {
      return problem(
        part,
        `“${text.slice(part.from, part.to)}” is not understood; a plan names nodes by number.`,
        nearWords(part.text),
      );
    }
  }
  if (destination !== null) route.push(destination);
  if (route.length === 0) {
    return problem(whole, 'Name at least one node to go to, as in “go to 12” or “3, then 7”.');
  }
  if (route.length > MOST_NODES) {
    return problem(whole, `A plan names at most ${MOST_NODES} nodes; here are ${route.length}. Leave some out.`, [
      wordPlan({ from, route: route.slice(0, MOST_NODES) }),
    ]);
  }
  return { plan: encodePlan({ from, route }) };
}

/** Existing nodes that differ by a digit too many, and the last one. */
function nearNodes(digits: string, nodes: number): string[] {
  const shorter = Array.from(digits, (_, i) => digits.slice(0, i) + digits.slice(i + 1)).filter((rest) =>
    /^\d+$/.test(rest),
  );
  const near = shorter.map(Number).filter((node) => node < nodes);
  return [...new Set([...near, nodes - 1])].map(String);
}

/** Words that begin alike, of similar length first. */
function nearWords(word: string): string[] {
  const unlike = (known: string) => Math.abs(known.length - word.length);
  return WORDS.filter((known) => known[0] === word[0]).sort((a, b) => unlike(a) - unlike(b));
}
