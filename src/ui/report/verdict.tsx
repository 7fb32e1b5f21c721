/** An outcome in a word and a glyph; the colour only repeats it. */
import type { Section } from '../../experiments/reproduction/section.ts';
import { type BarVerdict, GLYPHS, VERDICT_WORDS } from './overview.ts';

type Outcome = Section['verdict'] | BarVerdict;

const TONES: Readonly<Record<Outcome, string>> = {
  reproduced: 'good',
  met: 'good',
  partly: 'half',
  'not reproduced': 'bad',
  missed: 'bad',
  'not measured': 'none',
};

/** The glyph alone, for places where the words stand beside it. */
export function VerdictGlyph({ outcome }: { outcome: Outcome }) {
  return (
    <span class={`verdict-glyph ${TONES[outcome]}`} aria-hidden="true">
      {GLYPHS[outcome]}
    </span>
  );
}

export function VerdictWords({ verdict }: { verdict: Section['verdict'] }) {
  return (
    <p class={`verdict ${TONES[verdict]}`}>
      <VerdictGlyph outcome={verdict} />
      {VERDICT_WORDS[verdict]}
    </p>
  );
}
