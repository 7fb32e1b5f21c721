/** One of the pictures as an icon on the page, at a whole multiple of its sixteen pixels. Decorative: words stand beside it. */
import { iconAddress } from './picture/atlas.ts';

export function PixelIcon({ name, size = 32 }: { name: string; size?: 16 | 32 | 48 }) {
  return <img class="pixel-icon" src={iconAddress(name)} width={size} height={size} alt="" draggable={false} />;
}
