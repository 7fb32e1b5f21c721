/** The device that held a model is gone (driver reset, GPU process ended, `device.destroy()`): what was on it is lost. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';

  /** @param reason the browser's words, for people */
  constructor(reason: string) {
    super(`The graphics device was lost${reason ? ` (${reason})` : ''}.`);
  }
}
