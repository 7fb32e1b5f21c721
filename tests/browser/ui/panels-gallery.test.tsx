/** The trace inspector and the environment panel as pictures: both themes, 390 px, nothing spills over the page. */
import { afterEach, describe, expect, it } from 'vitest';
import { SCALES, textcraft } from '../../../src/envs/textcraft/index.ts';
import { TraceInspector } from '../../../src/ui/inspector/trace-inspector.tsx';
import { EnvironmentPanel } from '../../../src/ui/views/environment-panel.tsx';
import { expertTree } from '../../support/expert-trees.ts';
import { LOOKS, picture, type Stage, stage } from './gallery.tsx';

const vocabulary = textcraft.vocabulary({});
const environment = { id: 'textcraft', settings: {} };

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

for (const { name, theme, width } of LOOKS) {
  describe(`at ${width} px, ${theme}`, () => {
    it('the trace inspector is legible', async () => {
      const { record } = await expertTree({ seed: 3, difficulty: 5, noise: 0.12 });
      const trace = record.tree.traces[0]!;
      current = await stage(
        <TraceInspector trace={trace} vocabulary={vocabulary} reward={1.4} advantage={-0.25} context={96} />,
        { theme, width },
      );
      current.root.querySelectorAll<HTMLElement>('.segment .token.own')[4]?.click();
      await picture(`inspector-${name}`);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    });

    it('the environment panel is legible', async () => {
      const { record } = await expertTree({ seed: 2, difficulty: 5, noise: 0.05 });
      current = await stage(<EnvironmentPanel environment={environment} record={record} path="0" />, { theme, width });
      current.root.querySelector<HTMLElement>('[aria-label="One turn back"]')?.click();
      await new Promise(requestAnimationFrame);
      await picture(`environment-${name}`);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    });

    it('a world of the paper is legible, its goal in sight', async () => {
      const settings = SCALES.paper;
      const { record } = await expertTree({ settings, difficulty: 9, depthCap: 1, turns: 400, context: 8000 });
      const panel = <EnvironmentPanel environment={{ id: 'textcraft', settings }} record={record} path="0" />;
      current = await stage(panel, { theme, width });
      await picture(`environment-paper-${name}`);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      const graph = current.root.querySelector('.textcraft-graph')?.getBoundingClientRect();
      const goal = current.root.querySelector('.item.goal rect')?.getBoundingClientRect();
      if (!graph || !goal) throw new Error('The recipe graph or its goal is missing.');
      expect(goal.top).toBeGreaterThanOrEqual(graph.top);
      expect(goal.bottom).toBeLessThanOrEqual(graph.bottom);
      for (const item of current.root.querySelectorAll<SVGGElement>('.textcraft-graph .item')) {
        const [box, label, stock] = ['rect', '.name', '.stock'].map((part) =>
          item.querySelector(part)?.getBoundingClientRect(),
        );
        expect(label?.right).toBeLessThanOrEqual((stock?.left ?? 0) - 2);
        expect(stock?.right).toBeLessThanOrEqual(box?.right ?? 0);
      }
    });
  });
}
