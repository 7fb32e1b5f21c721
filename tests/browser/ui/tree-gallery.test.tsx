/** The tree at 6, 29 and 213 agents, in both themes and at 390 px: nothing overlaps, nothing spills over the page. */
import { afterEach, describe, expect, it } from 'vitest';
import { textcraft } from '../../../src/envs/textcraft/index.ts';
import { DelegationTree } from '../../../src/ui/tree/delegation-tree.tsx';
import { fromTreeRecord, type TreeNodeView } from '../../../src/ui/tree/nodes.ts';
import { type ExpertTreeOptions, expertTree } from '../../support/expert-trees.ts';
import { picture, type Stage, stage } from './gallery.tsx';

const names = textcraft.vocabulary({}).names;
const nameOf = (token: number) => names[token] ?? '?';

const TREES: Readonly<Record<string, ExpertTreeOptions>> = {
  small: { seed: 3, difficulty: 3, noise: 0.1 },
  medium: { seed: 3, difficulty: 5, noise: 0.12, depthCap: 4 },
  large: { seed: 7, difficulty: 8, noise: 0.06, context: 120, turns: 14 },
};

const LOOKS = [
  { name: 'light', theme: 'light', width: 1000 },
  { name: 'dark', theme: 'dark', width: 1000 },
  { name: 'narrow', theme: 'light', width: 390 },
] as const;

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

async function nodesOf(options: ExpertTreeOptions): Promise<TreeNodeView[]> {
  return fromTreeRecord((await expertTree(options)).record);
}

for (const [size, options] of Object.entries(TREES)) {
  describe(`${size} tree`, () => {
    for (const { name, theme, width } of LOOKS) {
      it(`is legible: ${name}`, async () => {
        const nodes = await nodesOf(options);
        current = await stage(
          <DelegationTree nodes={nodes} selected={nodes[1]?.path ?? null} onSelect={() => {}} nameOf={nameOf} />,
          { theme, width },
        );
        if (size === 'medium') current.root.querySelector('details')?.setAttribute('open', '');
        await picture(`tree-${size}-${name}`);
        expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
        const boxes = [...current.root.querySelectorAll('.box')].map((box) => box.getBoundingClientRect());
        // Of a large tree, what is near the view.
        if (size !== 'large') expect(boxes).toHaveLength(nodes.length);
        expect(boxes.length).toBeGreaterThan(5);
        boxes.forEach((a, i) => {
          for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false);
        });
        for (const card of current.root.querySelectorAll('.node')) {
          const box = card.querySelector('.box')?.getBoundingClientRect();
          for (const text of card.querySelectorAll('.goal, .state, .figures')) {
            expect(text.getBoundingClientRect().right).toBeLessThanOrEqual((box?.right ?? 0) + 0.5);
          }
        }
      });
    }

    it('fits into view when asked to', async () => {
      const nodes = await nodesOf(options);
      current = await stage(<DelegationTree nodes={nodes} selected={null} onSelect={() => {}} nameOf={nameOf} />);
      const fit = [...current.root.querySelectorAll('button')].find((button) => button.textContent === 'Fit');
      fit?.click();
      await current.rerender(<DelegationTree nodes={nodes} selected={null} onSelect={() => {}} nameOf={nameOf} />);
      await picture(`tree-${size}-fit`);
      const scroller = current.root.querySelector('.tree-scroller') as HTMLElement;
      const svg = scroller.querySelector('svg') as SVGSVGElement;
      expect(Number(svg.getAttribute('height'))).toBeLessThanOrEqual(Math.max(scroller.clientHeight, nodes.length * 5));
    });
  });
}

function overlap(a: DOMRect, b: DOMRect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
