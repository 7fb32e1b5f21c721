/**
 * The episode in view: the one that is played now, or any recorded one, which can be played back step by step; with its
 * world, the plan in force and what it has come to.
 */
import { useMemo, useState } from 'preact/hooks';
import { planningEnvironment } from '../../envs/registry.ts';
import type { PlanningExperiment } from '../../experiments/experiment.ts';
import type { EpisodeRecord, LiveEpisode } from '../../rl/records.ts';
import { episodeWords, liveWords } from '../episode/episode-words.ts';
import { LiveEpisodeView } from '../episode/live-episode-view.tsx';
import { RecordedEpisode } from '../episode/recorded-episode.tsx';
import type { RunSession } from '../session/run-session.ts';
import './episode-panel.css';
import { RecordPicker } from './record-picker.tsx';

export function EpisodePanel({ session, experiment }: { session: RunSession; experiment: PlanningExperiment }) {
  const records = session.episodes.value;
  const live = session.liveEpisode.value;
  const { id, settings } = experiment.environment;
  const spec = useMemo(() => planningEnvironment(id), [id]);
  const wordPlan = useMemo(() => (plan: readonly number[]) => spec.wordPlan(plan, settings), [spec, settings]);
  const [chosen, setChosen] = useState<EpisodeRecord | null>(null);
  // Before anything is played in this visit, the newest recorded episode is something to look at.
  const watched = chosen ? null : live;
  const record = watched ? null : (chosen ?? records.at(-1) ?? null);
  return (
    <section class="panel episode-panel" aria-labelledby="episode-title">
      <header>
        <h2 id="episode-title">Episode</h2>
        <span class="eyebrow numeric">
          {watched
            ? liveWords(watched, goesOn(session, watched))
            : record
              ? episodeWords(record)
              : waitingWords(session)}
        </span>
      </header>
      <RecordPicker
        records={records}
        noun="episode"
        words={episodeWords}
        shown={record}
        live={live !== null}
        onShow={setChosen}
      />
      {watched && <LiveEpisodeView spec={spec} live={watched} wordPlan={wordPlan} />}
      {record && (
        <RecordedEpisode
          spec={spec}
          settings={settings}
          record={record}
          wordPlan={wordPlan}
          instead={insteadWords(experiment)}
        />
      )}
      {watched && <LiveHint newest={records.at(-1) ?? null} onShow={setChosen} />}
      {!watched && !record && (
        <p class="empty">
          The agent plays here as soon as reinforcement learning begins, or an evaluation. Until then it imitates a
          scripted player.
        </p>
      )}
    </section>
  );
}

function LiveHint({ newest, onShow }: { newest: EpisodeRecord | null; onShow: (record: EpisodeRecord) => void }) {
  return (
    <p class="live-hint">
      {newest ? (
        <>
          A recorded episode can be played back step by step.{' '}
          <button type="button" class="button small" onClick={() => onShow(newest)}>
            Replay the newest one
          </button>
        </>
      ) : (
        'As soon as a stretch of an episode is recorded, it can be played back here step by step.'
      )}
    </p>
  );
}

/** What a control carries in place of its plan; a record holds what was written. */
function insteadWords({ agent }: PlanningExperiment): string | null {
  if (agent.content === 'own') return null;
  const what = agent.content === 'random' ? 'a random plan' : 'always the same plan';
  return `This is what the agent wrote. As a control it carries ${what} instead.`;
}

/** An episode of an evaluation stands still while something else is done. */
function goesOn(session: RunSession, { phase }: LiveEpisode): boolean {
  if (session.status.value !== 'running') return false;
  return phase !== 'evaluation' || session.progress.value?.activity === 'Evaluating';
}

function waitingWords(session: RunSession): string {
  return session.status.value === 'running' ? 'the first one is on its way' : 'none yet';
}
