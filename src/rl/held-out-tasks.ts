/**
 * Tasks to evaluate on: which ones is a matter of key, difficulty and number alone, so that every evaluation of a run,
 * however many tasks it meets, begins with the same ones. None of them is ever trained on.
 */
import type { EnvironmentSpec, Settings, Task } from '../envs/environment.ts';
import { derive, type Key, permutation } from '../random/index.ts';

/**
 * The first `count` held-out tasks of a difficulty. Where there is only a fixed set of them they come in an order drawn
 * under `key`, all different; beyond the last of the set they begin again.
 *
 * @param key The evaluation's; task number i that is drawn afresh has keys derived from (key, difficulty, i).
 */
export function heldOutTasks(
  spec: EnvironmentSpec,
  settings: Settings,
  key: Key,
  difficulty: number,
  count: number,
): Task[] {
  const fixed = spec.fixedTasks?.(difficulty, settings, 'validation');
  if (!fixed) {
    return Array.from({ length: count }, (_, i) =>
      spec.generate(derive(key, difficulty, i, 'task'), difficulty, settings, 'validation'),
    );
  }
  const order = permutation(derive(key, difficulty, 'order'), fixed.count);
  return Array.from({ length: count }, (_, i) => fixed.task(order[i % order.length] as number));
}
