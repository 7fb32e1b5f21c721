/** Light or dark: the system's wish until the person says otherwise, remembered in this browser. */
import { computed, effect, signal } from '@preact/signals';
import { remembered } from './remembered.ts';

export type Theme = 'light' | 'dark';

const system = window.matchMedia('(prefers-color-scheme: dark)');

/** What the person chose; null follows the system. */
const chosen = remembered<Theme>('theme', ['light', 'dark']);
const systemTheme = signal<Theme>(system.matches ? 'dark' : 'light');

system.addEventListener('change', () => {
  systemTheme.value = system.matches ? 'dark' : 'light';
});

/** The theme in force. */
export const theme = computed<Theme>(() => chosen.value ?? systemTheme.value);

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export function toggleTheme(): void {
  chosen.value = theme.value === 'dark' ? 'light' : 'dark';
}
