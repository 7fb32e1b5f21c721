/** The plan in force: whose it is and since when, which of its goals have been reached, and whether it is followed. */
import type { ReadonlySignal } from '@preact/signals';
import { decodePlan } from '../../envs/crafter/plan-tokens.ts';
import { wordStep } from '../../envs/crafter/wording.ts';
import type { Moment } from '../crafter/moment.ts';
import { plural } from '../format.ts';
import { YOU } from './game.ts';
import type { PlanState, SteerSession } from './session.ts';
import './plans.css';

interface PlanPanelProps {
  readonly session: SteerSession;
  /** Puts the keyboard where plans are written. */
  readonly toWriting: () => void;
}

export function PlanPanel({ session, toWriting }: PlanPanelProps) {
  const now = session.plan.value;
  const yours = session.driver.value === YOU;
  return (
    <section class="current-plan" aria-label="Current plan">
      <h3>Current plan</h3>
      {now === null ? (
        <p class="quiet">{yours ? 'You play without one.' : 'None yet.'}</p>
      ) : (
        <>
          <ol>
            {decodePlan(now.plan).map((step, i) => {
              const reached = now.progress.reached[i] === true;
              return (
                <li key={`${i} ${step.goal}`} class={reached ? 'reached' : ''}>
                  <span class="goal-mark" aria-hidden="true">
                    {reached ? '✓' : '○'}
                  </span>
                  <span>
                    {capital(wordStep(step))}
                    <span class="visually-hidden">{reached ? ', reached' : ', not reached yet'}</span>
                  </span>
                </li>
              );
            })}
          </ol>
          <p class={`plan-status ${statusOf(now)}`}>{STATUS_WORDS[statusOf(now)]}</p>
          <p class="quiet numeric">
            {now.given ? 'Given by you' : 'Its own'}, <Age moment={session.moment} since={now.since} />.
          </p>
          {now.given && now.done === null && session.end.value === null && (
            <button
              type="button"
              class="button small"
              onClick={() => {
                session.takePlanBack();
                toWriting();
              }}
            >
              Take the plan back
            </button>
          )}
        </>
      )}
    </section>
  );
}

type Status = 'done' | 'followed' | 'strayed' | 'open';

const STATUS_WORDS: Readonly<Record<Status, string>> = {
  done: 'Done.',
  followed: 'Followed: what came first was one of its goals.',
  strayed: 'Not followed at first: something else came before its goals.',
  open: 'Nothing has been achieved since.',
};

function statusOf({ progress, done }: PlanState): Status {
  if (done !== null) return 'done';
  if (progress.followed === null) return 'open';
  return progress.followed ? 'followed' : 'strayed';
}

function Age({ moment, since }: { moment: ReadonlySignal<Moment>; since: number }) {
  const age = moment.value.scene.steps - since;
  return <>{age <= 0 ? `at step ${since}` : `${plural(age, 'step')} ago, at step ${since}`}</>;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
