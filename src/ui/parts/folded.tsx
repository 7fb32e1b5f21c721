/** Something folded away whose inside is made only while it is open: for what is long, or changes often. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

export interface FoldedProps {
  readonly summary: string;
  readonly class?: string;
  readonly children: () => ComponentChildren;
}

export function Folded({ summary, class: name, children }: FoldedProps) {
  const [open, setOpen] = useState(false);
  return (
    <details class={name} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children()}
    </details>
  );
}
