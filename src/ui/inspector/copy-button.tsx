/** Copies a text to the clipboard; where the browser refuses, shows the text so that it can be copied by hand. */
import { useEffect, useState } from 'preact/hooks';

export interface CopyButtonProps {
  readonly label: string;
  /** Made when it is asked for. */
  readonly text: () => string;
}

export function CopyButton({ label, text }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  return (
    <div class="copy">
      <button type="button" class="button quiet" onClick={copy}>
        {state === 'copied' ? 'Copied' : label}
      </button>
      <span class="visually-hidden" role="status">
        {state === 'copied' ? 'The transcript is on the clipboard.' : ''}
      </span>
      {state === 'refused' && (
        <label class="copy-by-hand">
          The browser refused the clipboard. Copy the text from here:
          <textarea readOnly rows={6} value={text()} onFocus={(event) => event.currentTarget.select()} />
        </label>
      )}
    </div>
  );
}
