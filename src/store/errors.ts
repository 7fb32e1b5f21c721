/**
 * What can go wrong with stored runs, in words: what happened, and what to do about it. Nothing else leaves the store
 * but programming errors. `kind` survives where a class does not (an error that crossed a thread).
 */

export type StorageErrorKind =
  /** There is no storage here (private mode, blocked, another version of the app holds it): go on without saving. */
  | 'unavailable'
  /** No such run or checkpoint. */
  | 'missing'
  /** What is stored cannot be trusted. */
  | 'damaged'
  /** The browser grants no more space. */
  | 'quota'
  /** Another tab writes this run. */
  | 'locked'
  /** A file that is not an exported run. */
  | 'archive'
  /** Anything else the database refused. */
  | 'failed';

/** The message is `what` followed by `remedy`, both whole sentences. */
export class StorageError extends Error {
  readonly kind: StorageErrorKind;
  readonly remedy: string;

  constructor(kind: StorageErrorKind, what: string, remedy: string, options?: ErrorOptions) {
    super(`${what} ${remedy}`, options);
    this.name = 'StorageError';
    this.kind = kind;
    this.remedy = remedy;
  }
}

/** Nothing can be saved or read at the moment, and training can go on without. */
export class StoreUnavailable extends StorageError {
  constructor(what: string, remedy: string, options?: ErrorOptions) {
    super('unavailable', what, remedy, options);
    this.name = 'StoreUnavailable';
  }
}

/** Another tab (or worker) is writing the run. */
export class RunLocked extends StorageError {
  constructor(what: string, remedy: string) {
    super('locked', what, remedy);
    this.name = 'RunLocked';
  }
}

/** A file that cannot be imported. */
export class ArchiveError extends StorageError {
  constructor(what: string, remedy: string, options?: ErrorOptions) {
    super('archive', what, remedy, options);
    this.name = 'ArchiveError';
  }
}

/** The words of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.message : String(error);
}

/** True when the browser refused a write for want of space. */
export function isQuotaError(error: unknown): boolean {
  return hasName(error, 'QuotaExceededError');
}

/** True for an exception with this name; DOMException's names are its codes. */
export function hasName(error: unknown, name: string): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === name;
}

/** Any error in words; those that have them already pass. `doing` begins the sentence: "Saving metrics". */
export function explain(error: unknown, doing: string): StorageError {
  if (error instanceof StorageError) return error;
  return new StorageError('failed', `${doing} failed: ${messageOf(error)}`, 'Reload the page and try again.', {
    cause: error,
  });
}
