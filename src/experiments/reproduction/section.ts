/**
 * A claim of a paper as it is shown: words, figures and tables. Plain data that the report page and the docs both
 * draw, so that neither states a number of its own.
 */

/** A value with its 95 % interval over seeds, where there is one. */
export interface Point {
  /** A number on a line figure, a name on a bar figure. */
  readonly x: number | string;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

export interface Figure {
  /** `lines` has numbers on x and bands around the lines; `bars` has names on x and a group of bars at each. */
  readonly kind: 'lines' | 'bars';
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Shares are drawn from 0 to 1 and written in per cent. */
  readonly unit: 'share' | 'number' | 'seconds';
  readonly series: readonly Series[];
  /** Values of x that were trained on, both included, to be told apart from generalisation. */
  readonly trained?: readonly [low: number, high: number];
}

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  /** One cell per column of the head; the first names the row. */
  readonly rows: readonly (readonly string[])[];
}

export interface Section {
  /** Stable, for anchors: `small-window`. */
  readonly id: string;
  readonly title: string;
  /** What the paper says, with its numbers. */
  readonly claim: string;
  /** What was found here, in plain words, the numbers taken from the report. */
  readonly finding: string;
  readonly verdict: 'reproduced' | 'partly' | 'not reproduced';
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
  /** What was tried, limits, how to read it; may be empty. */
  readonly notes: readonly string[];
}
