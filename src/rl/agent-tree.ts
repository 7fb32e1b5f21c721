/**
 * The agents of one tree on one thread: launches children, lets a parent go on once all it waits for have ended, and
 * reports what the rollout has to know. A tree goes on from turns alone, so it can be replayed from its root's task and
 * the turns so far; worlds are handed from agent to agent here and never leave the thread.
 */
import type { EnvironmentSpec, Goal, Token, Vocabulary } from '../envs/environment.ts';
import {
  Agent,
  type AgentInput,
  type AgentTask,
  type ChildOutcome,
  type Ending,
  type JoinRecord,
  type Mishap,
} from './agent.ts';

/** What one agent wrote. */
export interface Turn {
  /** Its number within the tree: 0 is the root, and others are counted in the order of their first reports. */
  readonly agent: number;
  readonly tokens: readonly Token[];
  /** The context window is full. */
  readonly full: boolean;
}

/** What became of one agent. */
export interface AgentReport {
  readonly agent: number;
  /** In the first report of every agent but the root: its parent's number, and the parent's turn that spawned it. */
  readonly born?: Birth;
  /** Tokens that it has read since its last report. */
  readonly observed: readonly Token[];
  /** What went wrong with its last turn, if anything did. */
  readonly mishap?: Mishap;
  /** Children that it has joined since its last report, if any. */
  readonly joins?: readonly JoinRecord[];
  /** It needs a turn, it waits for its children, or it has ended. */
  readonly next: 'turn' | 'wait' | Ending;
}

export interface Birth {
  readonly parent: number;
  readonly goal: Goal;
  readonly spawnTurn: number;
}

interface Member {
  readonly number: number;
  /** Null once it has ended; what its parent will be told is kept instead. */
  agent: Agent | null;
  outcome: ChildOutcome | null;
  readonly parent: Member | null;
  /** Children launched and not yet joined, in spawn order, and how many of them have not ended. */
  outstanding: Member[];
  running: number;
  waiting: boolean;
}

export class AgentTree {
  readonly #spec: EnvironmentSpec;
  readonly #vocabulary: Vocabulary;
  /** Those that have not ended, by number. */
  readonly #members = new Map<number, Member>();
  #started = 0;
  /** Reports of the call at hand. */
  #reports: AgentReport[] = [];

  constructor(spec: EnvironmentSpec, vocabulary: Vocabulary) {
    this.#spec = spec;
    this.#vocabulary = vocabulary;
  }

  /** Whether all of its agents have ended. */
  get over(): boolean {
    return this.#members.size === 0;
  }

  start(root: AgentTask): AgentReport[] {
    this.#launch(root, null);
    return this.#takeReports();
  }

  /** Carries out turns that were asked for, one after the other. */
  take(turns: readonly Turn[]): AgentReport[] {
    for (const { agent, tokens, full } of turns) {
      const member = this.#members.get(agent);
      if (!member || member.waiting) throw new Error(`Agent ${agent} of this tree did not ask for a turn.`);
      this.#advance(member, { kind: 'turn', tokens, full });
    }
    return this.#takeReports();
  }

  #takeReports(): AgentReport[] {
    const reports = this.#reports;
    this.#reports = [];
    return reports;
  }

  #launch(task: AgentTask, parent: Member | null): void {
    const member: Member = {
      number: this.#started++,
      agent: new Agent(this.#spec, this.#vocabulary, task),
      outcome: null,
      parent,
      outstanding: [],
      running: 0,
      waiting: false,
    };
    this.#members.set(member.number, member);
    if (parent) {
      parent.outstanding.push(member);
      parent.running++;
    }
    const birth = parent ? { parent: parent.number, goal: task.goal, spawnTurn: task.spawnTurn } : undefined;
    this.#advance(member, { kind: 'start' }, birth);
  }

  /** One step of an agent, and of those above that its end lets go on: a loop, for trees may be thousands deep. */
  #advance(member: Member, input: AgentInput, birth?: Birth): void {
    let parent = this.#step(member, input, birth);
    while (parent?.waiting && parent.running === 0) {
      const outcomes = parent.outstanding.map((child) => child.outcome as ChildOutcome);
      parent.waiting = false;
      parent.outstanding = [];
      parent = this.#step(parent, { kind: 'children', outcomes });
    }
  }

  /** Answers who may be able to go on now: the agent itself when it waits, its parent when it has ended, or nobody. */
  #step(member: Member, input: AgentInput, birth?: Birth): Member | null {
    const { number, agent, parent } = member;
    if (!agent) throw new Error(`Agent ${number} of this tree has ended.`);
    const { observed, mishap, joins, spawned, next } = agent.advance(input);
    // One goes to another thread for every turn: what is not there takes no time there.
    this.#reports.push({
      agent: number,
      observed,
      next,
      ...(birth && { born: birth }),
      ...(mishap && { mishap }),
      ...(joins.length > 0 && { joins }),
    });
    if (spawned) this.#launch(spawned, member);
    if (next === 'turn') return null;
    if (next === 'wait') {
      member.waiting = true;
      return member;
    }
    member.agent = null;
    // What it did not wait for, nobody will ask for.
    member.outstanding = [];
    this.#members.delete(number);
    if (!parent?.agent) return null;
    member.outcome = agent.outcome();
    parent.running--;
    return parent;
  }
}
