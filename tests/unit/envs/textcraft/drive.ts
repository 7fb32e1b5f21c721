/** Drives trees of scripted agents through the environment, and says what a turn makes it say. */
import type { Environment, Settings, Token } from '../../../../src/envs/environment.ts';
import { textcraft } from '../../../../src/envs/textcraft/index.ts';
import { driver } from '../../../support/drive-trees.ts';

export type { Script } from '../../../support/drive-trees.ts';

const { drive, lexer, noisy, scripted, texter } = driver(textcraft);

export { drive, lexer, noisy, scripted };

/** Number of turns that a transcript holds. */
export function turnsIn(transcript: readonly Token[]): number {
  const { endOfTurn } = textcraft.vocabulary({});
  return transcript.filter((token) => token === endOfTurn).length;
}

/** What a turn, given as text, made the environment say, as text. */
export function say(env: Environment, settings: Settings, text: string): string {
  return texter(settings)(env.step(lexer(settings)(text)).observation);
}
