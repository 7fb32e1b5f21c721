/**
 * Agents that plan at different times side by side, from the one that plans least to the one that plans most: score with
 * its interval, plans and tokens. What pays best is often in between.
 */
import { summarizeDifficulties } from '../../experiments/episode-summary.ts';
import { decimal, percent } from '../format.ts';
import type { EpisodeComparison } from '../session/episode-comparison.ts';

export interface AgentScoresProps {
  readonly own: EpisodeComparison;
  readonly others: readonly EpisodeComparison[];
}

export function AgentScores({ own, others }: AgentScoresProps) {
  const { agents, difficulties, isAll } = inCommon(own, others);
  const rows = rowsOf(agents, own, difficulties);
  if (rows.length < 2) {
    return (
      <p class="figure-note">
        Train a baseline with the same settings, one that never plans or plans at every step, to see the two side by
        side.
      </p>
    );
  }
  const top = Math.min(1, Math.max(0.1, ...rows.map(({ high }) => high)) * 1.05);
  const at = (value: number) => `${(100 * value) / top}%`;
  return (
    <section class="agent-scores" aria-labelledby="agent-scores-title">
      <h3 id="agent-scores-title">Against other agents</h3>
      <p class="figure-note">
        The same network in the same world, from the agent that plans least to the one that plans most.
        {!isAll && ` What counts is what all were evaluated on: difficulty ${difficulties.join(', ')}.`}
      </p>
      <table class="numeric">
        <thead>
          <tr>
            <th scope="col">Agent</th>
            <th scope="col">Score</th>
            <td aria-hidden="true" />
            <th scope="col">Plans per step</th>
            <th scope="col">Tokens</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, name, isOwn, score, low, high, frequency, tokens }) => (
            <tr key={kind} class={isOwn ? 'own' : ''}>
              <th scope="row">
                <span class="agent-kind">{kind}</span> <span class="agent-run">{name}</span>
              </th>
              <td>
                {percent(score)}
                <span class="visually-hidden">
                  , 95 % interval {percent(low)} to {percent(high)}
                </span>
              </td>
              <td class="agent-bar" aria-hidden="true">
                <span class="agent-track">
                  <span class="agent-interval" style={{ left: at(low), width: at(high - low) }} />
                  <span class="agent-dot" style={{ left: at(score) }} />
                </span>
              </td>
              <td>{decimal(frequency)}</td>
              <td>{decimal(tokens)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly frequency: number;
  readonly tokens: number;
}

/** Over `difficulties` alone, ascending by plans per step. */
function rowsOf(agents: readonly EpisodeComparison[], own: EpisodeComparison, difficulties: readonly number[]): Row[] {
  return agents
    .flatMap((agent): Row[] => {
      const { kind, name, result } = agent;
      const common = result.byDifficulty.filter(({ difficulty }) => difficulties.includes(difficulty));
      const summary = summarizeDifficulties(common);
      if (!summary) return [];
      const { score, low, high, frequency, meanTokens } = summary;
      return [{ kind, name, isOwn: agent === own, score, low, high, frequency, tokens: meanTokens }];
    })
    .sort((a, b) => a.frequency - b.frequency);
}

/** The agents that were evaluated on any difficulty of `own`, and the difficulties that all of them were evaluated on. */
function inCommon(own: EpisodeComparison, others: readonly EpisodeComparison[]) {
  const difficultiesOf = ({ result }: EpisodeComparison) => result.byDifficulty.map(({ difficulty }) => difficulty);
  const wanted = difficultiesOf(own);
  const agents = [own, ...others.filter((other) => difficultiesOf(other).some((one) => wanted.includes(one)))];
  const difficulties = wanted.filter((one) => agents.every((agent) => difficultiesOf(agent).includes(one)));
  return { agents, difficulties, isAll: agents.every((agent) => difficultiesOf(agent).length === difficulties.length) };
}
