/** The figures of an episode so far, each with its name; they keep their places while they change. */
import { count } from '../format.ts';
import { rhythmWords, signed } from './episode-words.ts';
import type { Figures } from './outline.ts';

export function FigureList({ figures }: { figures: Figures }) {
  const { steps, reward, plans, tokens, planTokens } = figures;
  const rhythm = rhythmWords(figures);
  return (
    <dl class="episode-figures numeric">
      <Item name="Steps" value={count(steps)} />
      <Item name="Reward" value={signed(reward)} />
      <Item name="Plans" value={count(plans)} note={rhythm} />
      <Item name="Tokens written" value={count(tokens)} note={plans > 0 ? `${count(planTokens)} of them plans` : ''} />
    </dl>
  );
}

function Item({ name, value, note = '' }: { name: string; value: string; note?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} <span class="figure-detail">{note}</span>
      </dd>
    </div>
  );
}
