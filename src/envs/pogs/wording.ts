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

/** Words after which a node has to come. */
const PREPOSITIONS = ['from', 'to', 'via', 'through'];
/** Words that set out anew. */
const VERBS = ['go', 'move', 'walk'];
/** Words that may stand between nodes. */
const WORDS = [...VERBS, ...PREPOSITIONS, 'then', 'next', 'and', 'node', 'nodes'];
const PUNCTUATION = /^[-,;.>→]$/;
/** After these, what follows “to 12 via 3” may go on with the way to 12, or on from there. */
const UNCLEAR = /^(?:then|next|[;.])$/;

/** A word, number or mark of a text, in lower case, and where it stands. */
interface Part {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A node that was named before the way to it: “12 via …”. */
interface Lifted {
  readonly node: number;
  /** How many nodes come before that way. */
  readonly at: number;
  readonly via: Part;
  /** Said with “then via”: when a “to” follows, the way leads there, and the node stays where it was named. */
  readonly then: boolean;
}

/**
 * Understands nodes in the order in which they are to be reached, with or without words between them: "3 7 12", "go 3
 * then 7", "from 5 via 3, 7 to 12"; and "to 12 via 3 and 7, then to 9", where “via” follows the node to which it leads.
 * What could be read in two ways is not understood. `nodes` is how many there are.
 */
export function readPlan(text: string, nodes: number): PlanReading {
  // A minus sign belongs to a number unless it stands between two.
  const parts: Part[] = [...text.matchAll(/(?:(?<!\d)-)?\d+(?:\.\d+)?|\p{L}+|\S/gu)].map((match) => ({
    text: match[0].toLowerCase(),
    from: match.index,
    to: match.index + match[0].length,
  }));
  const problem = (
    what: string,
    { from, to }: Omit<Part, 'text'>,
    suggestions: readonly string[] = [],
  ): PlanReading => ({
    problem: what,
    from,
    to,
    suggestions,
  });
  let from: number | null = null;
  const route: number[] = [];
  let lifted: Lifted | null = null;
  /** The preposition of which the node is still to come. */
  let open: Part | null = null;
  /** What joins the last node to the next one. */
  let link = null as Part | null;
  for (const part of parts) {
    if (/\d$/.test(part.text)) {
      const node = Number(part.text);
      if (!/^\d+$/.test(part.text) || node >= nodes) {
        const what = `There is no node ${part.text}; the nodes are 0 to ${nodes - 1}.`;
        return problem(what, part, nearNodes(part.text, nodes));
      }
      if (lifted && open === null && link && UNCLEAR.test(link.text)) {
        const what = `It is not clear whether ${node} is on the way to ${lifted.node}, or comes after it.`;
        return problem(what, { from: text.slice(0, link.from).trimEnd().length, to: part.to }, [
          ` and ${node}`,
          ` then to ${node}`,
        ]);
      }
      if (open?.text === 'from') from = node;
      else route.push(node);
      open = null;
      link = null;
    } else if (PUNCTUATION.test(part.text)) {
      link ??= part;
    } else if (!WORDS.includes(part.text)) {
      const what = `“${text.slice(part.from, part.to)}” is not understood; a plan names nodes by number.`;
      return problem(what, part, nearWords(part.text));
    } else if (!part.text.startsWith('node')) {
      if (open) return problem(afterwards(open), part);
      if (PREPOSITIONS.includes(part.text)) open = part;
      if (part.text === 'from' && (route.length > 0 || from !== null)) {
        return problem('Where you set out comes first and once: “from 5 via 3 to 12”.', part);
      }
      if (part.text === 'via' || part.text === 'through') {
        const then: boolean = link !== null && WORDS.includes(link.text);
        const node: number | undefined = lifted ? undefined : route.pop();
        if (node !== undefined) lifted = { node, at: route.length, via: part, then };
      } else if (part.text === 'to' || VERBS.includes(part.text)) {
        if (lifted && part.text === 'to' && link === null && !lifted.then) {
          const via = text.slice(lifted.via.from, part.from);
          const what = `It is not clear whether ${lifted.node} comes before “${via.trim()}” or after it.`;
          return problem(what, { from: lifted.via.from, to: part.to }, [`then ${via}to`, `${via}then to`]);
        }
        if (lifted) route.splice(lifted.then ? lifted.at : route.length, 0, lifted.node);
        lifted = null;
      } else if (part.text !== 'from') {
        link = { ...part, from: link?.from ?? part.from };
      }
    }
  }
  if (lifted) route.push(lifted.node);
  if (route.length === 0) {
    const what = 'Name at least one node to go to, as in “go to 12” or “3, then 7”.';
    return problem(what, { from: 0, to: text.length });
  }
  if (open) return problem(afterwards(open), open);
  if (route.length > MOST_NODES) {
    const what = `A plan names at most ${MOST_NODES} nodes; here are ${route.length}. Leave some out.`;
    return problem(what, { from: 0, to: text.length }, [wordPlan({ from, route: route.slice(0, MOST_NODES) })]);
  }
  return { plan: encodePlan({ from, route }) };
}

function afterwards({ text }: Part): string {
  return text === 'from' ? 'After “from” comes the node from which you set out.' : `After “${text}” comes a node.`;
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
