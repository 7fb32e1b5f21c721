/** Small line icons, drawn in the colour of the text beside them. Decorative: the button's words carry the meaning. */
import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const PlayIcon = () => (
  <Icon>
    <path d="M4.5 3 L12.5 8 L4.5 13 Z" fill="currentColor" stroke-linejoin="round" />
  </Icon>
);

export const PauseIcon = () => (
  <Icon>
    <path d="M5.5 3.2 V12.8 M10.5 3.2 V12.8" stroke-width="2.6" stroke-linecap="round" />
  </Icon>
);

export const StepIcon = () => (
  <Icon>
    <path d="M4 3 L10 8 L4 13 Z" fill="currentColor" stroke-linejoin="round" />
    <path d="M12.4 3.2 V12.8" stroke-width="2" stroke-linecap="round" />
  </Icon>
);

export const ResetIcon = () => (
  <Icon>
    <path d="M3.2 8 A4.8 4.8 0 1 0 5 4.3" stroke-linecap="round" />
    <path d="M5.4 1.6 L4.7 4.6 L7.7 5.2" stroke-linecap="round" stroke-linejoin="round" />
  </Icon>
);

export const SunIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="3" />
    <path
      d="M8 1 V2.8 M8 13.2 V15 M1 8 H2.8 M13.2 8 H15 M3 3 L4.3 4.3 M11.7 11.7 L13 13 M3 13 L4.3 11.7 M11.7 4.3 L13 3"
      stroke-linecap="round"
    />
  </Icon>
);

export const MoonIcon = () => (
  <Icon>
    <path d="M13 9.6 A5.6 5.6 0 1 1 6.4 3 A4.4 4.4 0 0 0 13 9.6 Z" stroke-linejoin="round" />
  </Icon>
);

/** The mark of the app: a trained tree on its trellis. */
export const Mark = () => (
  <svg
    width="26"
    height="26"
    viewBox="0 0 26 26"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    aria-hidden="true"
  >
    <path d="M13 24 V4" />
    <path d="M13 19 H6 Q3 19 3 16 V14 M13 19 H20 Q23 19 23 16 V14" />
    <path d="M13 12 H8.5 Q6.5 12 6.5 10 V8 M13 12 H17.5 Q19.5 12 19.5 10 V8" />
    <circle cx="13" cy="3" r="1.6" fill="currentColor" stroke="none" />
    <circle cx="3" cy="13" r="1.6" fill="currentColor" stroke="none" />
    <circle cx="23" cy="13" r="1.6" fill="currentColor" stroke="none" />
    <circle cx="6.5" cy="7" r="1.6" fill="currentColor" stroke="none" />
    <circle cx="19.5" cy="7" r="1.6" fill="currentColor" stroke="none" />
  </svg>
);
