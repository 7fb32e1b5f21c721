/** Lets the built app be opened without a network from the second visit on. */

/**
 * Registers the service worker. Where there is none to be had (an insecure address, a private window) the app works
 * all the same, only not offline; so a refusal is no error.
 */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // After loading, so that keeping the files does not compete with showing the page.
  const register = () => void navigator.serviceWorker.register('./service-worker.js').catch(() => {});
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
