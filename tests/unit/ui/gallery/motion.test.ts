/** The stories of pictures: in order, ending at the drawing at rest, and starting over where they began. */
import { describe, expect, it } from 'vitest';
import { FORGOTTEN, keyframesOf, type Moves } from '../../../../src/ui/gallery/pictures/motion.ts';

const offsets = (moves: Moves) => keyframesOf(moves).map((frame) => Number(frame.offset));
const opacities = (moves: Moves) => keyframesOf(moves).map((frame) => frame.opacity);

describe('keyframesOf', () => {
  it('leaves alone what is there all along', () => {
    expect(keyframesOf({})).toEqual([]);
  });

  it('shows what appears until the story ends', () => {
    expect(opacities({ from: '0.4' })).toEqual([0, 0, 1, 1, 0]);
    expect(offsets({ from: '0.4' })[1]).toBe(0.4);
  });

  it('leaves a trace of what is forgotten', () => {
    expect(opacities({ from: '0.2', fades: '0.6' })).toEqual([0, 0, 1, 1, FORGOTTEN, FORGOTTEN, 0]);
    expect(opacities({ fades: '0.6' })).toEqual([1, 1, FORGOTTEN, FORGOTTEN, 1]);
  });

  it('leaves nothing of what vanishes', () => {
    expect(opacities({ from: '0.2', ends: '0.6' })).toEqual([0, 0, 1, 1, 0, 0, 0]);
  });

  it('moves a thing to where it is at rest', () => {
    const transforms = keyframesOf({ from: '0.1', by: '216', until: '0.8' }).map((frame) => frame.transform);
    const [start, rest] = ['translateX(-216px)', 'translateX(0px)'];
    expect(transforms).toEqual([start, start, rest, rest, start]);
    expect(offsets({ from: '0.1', by: '216', until: '0.8' }).slice(1, 3)).toEqual([0.1, 0.8]);
  });

  it.each<Moves>([
    { from: '0' },
    { from: '1' },
    { fades: '1' },
    { from: '0.5', fades: '0.2' },
    { from: '0.9', fades: '0.9' },
    { from: '0.5', ends: '0.2' },
    { from: '0.99', by: '10', until: '1' },
  ])('keeps its frames in order, whatever the moments: %o', (moves) => {
    const times = offsets(moves);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBe(0);
    expect(times.at(-1)).toBe(1);
  });
});
