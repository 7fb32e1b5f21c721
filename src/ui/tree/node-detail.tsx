/**
 * The strip under the tree: everything about one agent in words and figures, and the way to its ancestors and children.
 * Keeps its height whoever is shown.
 */
import { facts, lineage, pathWords } from './describe.ts';
import type { TreeNodeView } from './nodes.ts';
import { STATUSES } from './status.ts';
import { StatusGlyph } from './status-glyph.tsx';
import './node-detail.css';

export interface NodeDetailProps {
  readonly node: TreeNodeView;
  readonly goalOf: (path: string) => string;
  /** Paths of its ancestors, root first. */
  readonly ancestors: readonly string[];
  readonly children: readonly TreeNodeView[];
  readonly onSelect: (path: string) => void;
}

/** More than so many children are only counted. */
const LISTED = 8;

export function NodeDetail({ node, goalOf, ancestors, children, onSelect }: NodeDetailProps) {
  const critical = pathWords(node);
  return (
    <div class="node-detail">
      <div class="node-detail-head">
        <svg width="18" height="18" viewBox="-10 -10 20 20" aria-hidden="true">
          <StatusGlyph status={node.status} size={19} />
        </svg>
        <nav class="node-detail-trail" aria-label="Ancestors">
          {ancestors.map((path) => (
            <span key={path}>
              <button type="button" class="node-link" onClick={() => onSelect(path)}>
                {goalOf(path)}
              </button>
              <span aria-hidden="true"> › </span>
            </span>
          ))}
          <strong>{goalOf(node.path)}</strong>
        </nav>
        <span class={`node-detail-status node-${node.status}`}>{STATUSES[node.status].long}</span>
      </div>
      <dl>
        {facts(node).map(({ label, value, help }) => (
          <div key={label} title={help}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="node-detail-lineage">
        {lineage(node) || 'The root: it was given the task itself.'} {critical}
      </p>
      {children.length > 0 && (
        <nav class="node-detail-children" aria-label="Sub-agents">
          Sub-agents:{' '}
          {children.slice(0, LISTED).map(({ path, status }) => (
            <button key={path} type="button" class="node-link" onClick={() => onSelect(path)}>
              <svg width="12" height="12" viewBox="-10 -10 20 20" aria-hidden="true">
                <StatusGlyph status={status} size={19} />
              </svg>
              {goalOf(path)}
              <span class="visually-hidden">, {STATUSES[status].long}</span>
            </button>
          ))}
          {children.length > LISTED && `and ${children.length - LISTED} more`}
        </nav>
      )}
    </div>
  );
}
