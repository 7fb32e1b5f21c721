/** What the browser tells of its storage, and what it does not. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { persistStorage, storageUse } from '../../../src/store/usage.ts';

it('knows how much is used and granted', async () => {
  const { usage, quota } = await storageUse();
  expect(usage).toBeGreaterThanOrEqual(0);
  expect(quota).toBeGreaterThan(usage ?? 0);
});

it('gets an answer to the wish to persist', async () => {
  expect(typeof (await persistStorage())).toBe('boolean');
});

it('says null where the browser has no answer', async () => {
  const spy = vi.spyOn(navigator, 'storage', 'get').mockReturnValue(undefined as unknown as StorageManager);
  onTestFinished(() => spy.mockRestore());
  expect(await storageUse()).toEqual({ usage: null, quota: null });
  expect(await persistStorage()).toBeNull();
});
