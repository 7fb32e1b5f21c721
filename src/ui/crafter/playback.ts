/** Plays a recording back: a clock that runs over its steps at a pace, and can be set to any of them. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Moment } from './moment.ts';
import { Pacer } from './pacer.ts';
import type { Projector, Recording } from './recording.ts';

export class Playback {
  /** Steps from the beginning. */
  readonly step: ReadonlySignal<number>;
  readonly moment: ReadonlySignal<Moment>;
  readonly playing = signal(false);
  readonly pacer: Pacer;
  readonly length: number;
  private readonly projector: Projector;
  private readonly stepNow: Signal<number>;
  private readonly momentNow: Signal<Moment>;

  /** Stands at the beginning of what has been recorded by now. */
  constructor(recording: Recording, speed: number) {
    this.length = recording.length;
    this.pacer = new Pacer(speed);
    this.projector = recording.project();
    this.step = this.stepNow = signal(0);
    this.moment = this.momentNow = signal(this.projector.at(0));
  }

  seek(step: number): void {
    const to = Math.max(0, Math.min(this.length, Math.round(step)));
    this.momentNow.value = this.projector.at(to);
    this.stepNow.value = to;
    if (to === this.length) this.pause();
  }

  /** Starts over when it stands at the end. */
  play(): void {
    if (this.step.peek() === this.length) this.seek(0);
    this.playing.value = this.length > 0;
    this.pacer.restart();
  }

  pause(): void {
    this.playing.value = false;
  }

  /** A single step, and a pause. */
  stepOnce(): void {
    this.pause();
    this.seek(this.step.peek() + 1);
  }

  /** To be called often while it plays, with a time in milliseconds that only grows. */
  readonly tick = (now: number): void => {
    const due = this.pacer.due(now);
    if (due > 0 && this.playing.peek()) this.seek(this.step.peek() + due);
  };
}
