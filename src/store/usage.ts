/** How much of the browser's storage this site uses, and the wish that none of it be evicted. */
import type { StorageUse } from './types.ts';

/** Bytes used and granted; nulls where the browser will not tell (or the origin is insecure). */
export async function storageUse(): Promise<StorageUse> {
  try {
    const estimate = await navigator.storage?.estimate();
    return { usage: estimate?.usage ?? null, quota: estimate?.quota ?? null };
  } catch {
    return { usage: null, quota: null };
  }
}

/**
 * Asks that stored runs survive when the disk runs full. True when they will, false when the browser declined (it may
 * agree later, once the site is used more), null when it cannot be asked. Only a page can ask, a worker cannot.
 */
export async function persistStorage(): Promise<boolean | null> {
  try {
    const storage: StorageManager | undefined = navigator.storage;
    if (!storage || typeof storage.persist !== 'function') return null;
    return (await storage.persisted()) || (await storage.persist());
  } catch {
    return null;
  }
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** Decimal units with at most one decimal: "980 bytes", "1.2 MB". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.95 would be rounded to 1000.0 of its unit.
  while (value >= (unit === 0 ? 1000 : 999.95) && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const rounded = unit === 0 ? String(value) : value.toFixed(1).replace(/\.0$/, '');
  return `${rounded} ${UNITS[unit]}`;
}
