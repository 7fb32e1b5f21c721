/**
 * Says what happens to people who do not see it, by a region of the page that screen readers follow: what is worth an
 * entry in the log, and what was not understood in a plan, once the person has stopped typing.
 */
import { useEffect, useState } from 'preact/hooks';
import { readPlan } from '../../envs/crafter/reading.ts';
import { eventWords } from './episode-log.tsx';
import type { SteerGame } from './game.ts';

/** Events that stay in the region: what is added is read out, so all of one frame have to fit. */
const EVENTS = 6;
/** Milliseconds without a change of the text after which a problem in it is told. */
const PAUSE = 1000;

export function Announcer({ game }: { game: SteerGame }) {
  const log = game.session.log.value;
  const text = game.draft.value;
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(waiting);
  }, [text]);
  const problem = settled === text ? problemOf(text) : null;
  const first = Math.max(0, log.length - EVENTS);
  return (
    <div class="visually-hidden" role="status" aria-atomic="false">
      {log.slice(first).map((entry, i) => (
        <p key={first + i}>
          {entry.kind === 'achievement' && 'Achievement: '}
          {eventWords(entry, game.players)}
        </p>
      ))}
      {problem !== null && <p key="problem">{problem}</p>}
    </div>
  );
}

function problemOf(text: string): string | null {
  const reading = text.trim() === '' ? null : readPlan(text);
  return reading && 'problem' in reading ? reading.problem : null;
}
