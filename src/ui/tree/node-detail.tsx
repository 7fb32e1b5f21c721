/** The strip under the tree: everything about one agent in words and figures. Keeps its height whoever is shown. */
import { facts, lineage } from './describe.ts';
import type { TreeNodeView } from './nodes.ts';
import { STATUSES } from './status.ts';
import { StatusGlyph } from './status-glyph.tsx';

export interface NodeDetailProps {
  readonly node: TreeNodeView;
  readonly goal: string;
  /** Goals of its ancestors, root first. */
  readonly ancestors: readonly string[];
}

export function NodeDetail({ node, goal, ancestors }: NodeDetailProps) {
  return (
    <div class="node-detail">
      <p class="node-detail-head">
        <svg width="18" height="18" viewBox="-10 -10 20 20" aria-hidden="true">
          <StatusGlyph status={node.status} size={19} />
        </svg>
        <span class="node-detail-trail">
          {ancestors.map((name, i) => (
            <span key={`${i}:${name}`} class="node-detail-ancestor">
              {name} ›{' '}
            </span>
          ))}
          <strong>{goal}</strong>
        </span>
        <span class={`node-detail-status node-${node.status}`}>{STATUSES[node.status].long}</span>
      </p>
      <dl>
        {facts(node).map(({ label, value, help }) => (
          <div key={label} title={help}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="node-detail-lineage">{lineage(node) || 'The root: it was given the task itself.'}</p>
    </div>
  );
}
