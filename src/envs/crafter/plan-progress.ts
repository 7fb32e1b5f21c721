/**
 * How far a plan has come since it was given: one definition for whoever watches the plan (`tracking.ts`) and for the
 * player that carries it out, so that what one waits for is what the other does.
 */
import { DIRECTIONS, type GoalName, type Plan } from './plan.ts';
import { ACHIEVEMENTS, AREA } from './rules.ts';
import type { Scene } from './scene.ts';

/** What of a scene tells how far a plan has come. */
type Seen = Pick<Scene, 'x' | 'y' | 'achievements'>;

/** Exploring is done when the player is so many steps away from where it began. */
const FAR = 8;

export class PlanProgress {
  readonly plan: Plan;
  private readonly start: readonly [x: number, y: number];
  private readonly before: readonly number[];
  /** How often each step's goal is to have happened when the step is done. */
  private readonly amounts: readonly number[];
  private readonly done: boolean[];
  private now: readonly number[];

  /** `seen` is where the plan is given. */
  constructor(plan: Plan, seen: Seen) {
    this.plan = plan;
    this.start = [seen.x, seen.y];
    this.before = this.now = [...seen.achievements];
    this.done = plan.map(() => false);
    this.amounts = plan.map(({ goal }, i) =>
      plan.slice(0, i + 1).reduce((sum, step) => sum + (step.goal === goal ? step.count : 0), 0),
    );
  }

  /** Told after every action. */
  see({ x, y, achievements }: Seen): void {
    this.now = [...achievements];
    this.plan.forEach(({ goal }, i) => {
      this.done[i] ||= (goal === 'explore' ? this.lacking(i, x, y) : this.left(i)) <= 0;
    });
  }

  /**
   * Which steps have been reached. An achievement is when it has happened as often as the steps with this goal, up to and
   * including this one, ask for.
   */
  get reached(): readonly boolean[] {
    return this.done;
  }

  /** How often the goal of a step is still to happen, 0 or less when it has happened often enough; 1 for `explore`. */
  left(step: number): number {
    const { goal } = this.plan[step] as Plan[number];
    return goal === 'explore' ? 1 : (this.amounts[step] as number) - this.risen(goal);
  }

  /**
   * How many steps on a free way an exploration, that of a step, still takes from there; 0 where it is done: far enough in
   * its direction, or at the edge of the world.
   */
  lacking(step: number, x: number, y: number): number {
    const [startX, startY] = this.start;
    const direction = this.plan[step]?.direction ?? null;
    if (direction === null) return Math.max(0, FAR - Math.abs(x - startX) - Math.abs(y - startY));
    // Clockwise from the north in eighths of a turn.
    const turn = (DIRECTIONS.indexOf(direction) / 4) * Math.PI;
    const [east, south] = [Math.round(Math.sin(turn)), -Math.round(Math.cos(turn))];
    // In a diagonal, half of it along either axis.
    const far = FAR / (Math.abs(east) + Math.abs(south));
    return short(x, startX + far * east, east) + short(y, startY + far * south, south);
  }

  /** How often something has been achieved since. */
  risen(goal: GoalName): number {
    const index = (ACHIEVEMENTS as readonly GoalName[]).indexOf(goal);
    return (this.now[index] ?? 0) - (this.before[index] ?? 0);
  }
}

/** How far a coordinate is short of a mark, or of the world's edge, in a direction, -1 or 1; 0 when that is 0. */
function short(at: number, mark: number, direction: number): number {
  return Math.max(0, direction * (Math.max(0, Math.min(AREA - 1, mark)) - at));
}
