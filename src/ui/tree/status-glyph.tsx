/** A status as a drawing: every one has a silhouette of its own, so that it is told apart without colour. */
import type { JSX } from 'preact';
import type { NodeStatus } from './nodes.ts';

/** Inner marks are drawn in a box from −10 to 10 around the origin. */
const MARKS: Readonly<Record<NodeStatus, () => JSX.Element>> = {
  later: () => <circle class="glyph-line dotted" r="6" />,
  thinking: () => (
    <>
      <circle class="glyph-line" r="8.5" />
      <circle class="glyph-ink dot-1" cx="-3.8" r="1.5" />
      <circle class="glyph-ink dot-2" r="1.5" />
      <circle class="glyph-ink dot-3" cx="3.8" r="1.5" />
    </>
  ),
  waiting: () => (
    <>
      <circle class="glyph-line dashed" r="8.5" />
      <path class="glyph-ink" d="M-3.6 -3.8h2.4v7.6h-2.4zM1.2 -3.8h2.4v7.6h-2.4z" />
    </>
  ),
  solved: () => (
    <>
      <circle class="glyph-fill" r="9.2" />
      <path class="glyph-mark" d="M-4.2 0.3l3 3.1 5.4-6.4" />
    </>
  ),
  failed: () => (
    <>
      <rect class="glyph-fill" x="-8.6" y="-8.6" width="17.2" height="17.2" rx="2.5" />
      <path class="glyph-mark" d="M-3.6 -3.6l7.2 7.2M3.6 -3.6l-7.2 7.2" />
    </>
  ),
  turns: () => (
    <>
      <path class="glyph-fill" d="M0 -10L10 0 0 10 -10 0z" />
      <path class="glyph-mark" d="M0 -4.4V0.4l3 2" />
    </>
  ),
  context: () => (
    <>
      <path class="glyph-fill" d="M-9.6 8.4L0 -9.2 9.6 8.4z" />
      <path class="glyph-mark" d="M-4.6 5.4h9.2M-2.9 1.6h5.8" />
    </>
  ),
};

/**
 * Centred on the origin of the surrounding drawing; `size` is the diameter in its units. Below 9 only the silhouette is
 * drawn, and that of a failure larger, for its shape would be lost.
 */
export function StatusGlyph({ status, size: wanted }: { status: NodeStatus; size: number }) {
  const tiny = wanted < 9;
  const bad = status === 'failed' || status === 'turns' || status === 'context';
  const size = tiny && bad ? wanted * 1.3 : wanted;
  return (
    <g class={tiny ? `glyph tiny glyph-${status}` : `glyph glyph-${status}`} transform={`scale(${size / 20})`}>
      {MARKS[status]()}
    </g>
  );
}
