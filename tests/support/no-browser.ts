/** Stands in for a browser that is not there: the browser tests then fail with the remedy instead of a stack trace. */
import { REMEDY } from '../../scripts/chromium.mjs';

export default function setup(): never {
  throw new Error(REMEDY);
}
