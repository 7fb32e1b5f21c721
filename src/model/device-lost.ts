/** The device that held a model is gone (driver reset, GPU process ended, `device.destroy()`): what was on it is lost. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';

  /** @param reason the browser's words, for people */
  constructor(reason: string) {
    super(`The graphics device was lost${reason ? ` (${reason})` : ''}.`);
  }
}

/** The device works on, but reported an error that nobody asked about: what is on it cannot be trusted any more. */
export class DeviceFaultError extends Error {
  override readonly name = 'DeviceFaultError';

  /** @param reason the browser's words, for people */
  constructor(reason: string) {
    super(
      `The graphics device reported an error (${reason.trim().replace(/\.$/, '')}); what it holds cannot be trusted.`,
    );
  }
}
