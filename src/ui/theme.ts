/** Light or dark: the system's wish until the person says otherwise, remembered in this browser. */
import { effect, signal } from '@preact/signals';

export type Theme = 'light' | 'dark';

const STORAGE_KEY = 'espalier:theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');

/** What the person chose; null follows the system. */
const chosen = signal<Theme | null>(readChoice());
const systemTheme = signal<Theme>(system.matches ? 'dark' : 'light');

system.addEventListener('change', () => {
  systemTheme.value = system.matches ? 'dark' : 'light';
});

/** The theme in force. */
export const theme = signal<Theme>(chosen.value ?? systemTheme.value);

effect(() => {
  theme.value = chosen.value ?? systemTheme.value;
  document.documentElement.dataset.theme = theme.value;
});

export function toggleTheme(): void {
  chosen.value = theme.value === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(STORAGE_KEY, chosen.value);
  } catch {
    // Storage may be refused; then the choice lasts for this visit.
  }
}

function readChoice(): Theme | null {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === 'light' || stored === 'dark' ? stored : null;
  } catch {
    return null;
  }
}
