/** What a node says about itself, and how its numbers are written. */
import { describe, expect, it } from 'vitest';
import { facts, lineage, pathWords, spokenLabel } from '../../../../src/ui/tree/describe.ts';
import { elided, fixed, score, signed } from '../../../../src/ui/tree/format.ts';
import type { TreeNodeView } from '../../../../src/ui/tree/nodes.ts';

const NODE: TreeNodeView = {
  path: '0.1',
  parent: '0',
  depth: 1,
  goal: [1],
  status: 'solved',
  turns: 1,
  tokens: 40,
  subtreeTurns: 9,
  subtreeTokens: 90,
  subtreeAgents: 3,
  subtreeFailed: 1,
  criticalTurns: 5,
  critical: true,
  score: 1,
  reward: 1.4,
  advantage: -0.25,
  refused: 1,
  errors: 2,
  batch: 0,
  spawnTurn: 2,
  joinTurn: 4,
  joined: true,
};

describe('spokenLabel', () => {
  it('says goal, status and figures', () => {
    expect(spokenLabel(NODE, 'i17 ×2')).toBe(
      'i17 ×2, finished, goal reached, 1 turn, score 1, reward 1.40, 1 refused spawn, ' +
        '3 agents with 9 turns in its subtree, launched together with siblings, on the critical path',
    );
  });

  it('says nothing of what is not known', () => {
    const fresh = {
      ...NODE,
      status: 'thinking',
      score: null,
      reward: null,
      refused: 0,
      batch: null,
      subtreeAgents: 1,
    } as const;
    expect(spokenLabel({ ...fresh, critical: false }, 'i3')).toBe('i3, thinking, 1 turn');
  });

  it('does not call a lone agent a path', () => {
    expect(spokenLabel({ ...NODE, subtreeAgents: 1 }, 'i3')).not.toContain('critical');
  });
});

describe('facts', () => {
  const labels = (node: TreeNodeView) => facts(node).map(({ label }) => label);

  it('lists own figures, then the subtree’s', () => {
    expect(Object.fromEntries(facts(NODE).map(({ label, value }) => [label, value]))).toEqual({
      turns: '1',
      tokens: '40',
      score: '1',
      reward: '1.40',
      advantage: '−0.25',
      agents: '3 (1 failed)',
      'turns in all': '9',
      'tokens in all': '90',
      'turns one after another': '5',
      'refused spawns': '1',
      errors: '2',
    });
  });

  it('leaves out what a lone agent, or one without credit, does not have', () => {
    const bare = { ...NODE, subtreeAgents: 1, reward: null, advantage: null, refused: 0, errors: 0, score: null };
    expect(labels(bare)).toEqual(['turns', 'tokens', 'score']);
    expect(facts(bare)[2]?.value).toBe('–');
  });
});

describe('lineage', () => {
  it('says when it was launched and awaited, counting turns from 1', () => {
    expect(lineage(NODE)).toBe('Launched together with its siblings in its parent’s turn 3, awaited in turn 5.');
    expect(lineage({ ...NODE, batch: null, joinTurn: -1, joined: null })).toBe('Launched in its parent’s turn 3.');
    expect(lineage({ ...NODE, batch: null, joinTurn: -1, joined: false })).toContain('nobody waited for it');
    expect(lineage({ ...NODE, joined: false })).toContain('too late');
    expect(lineage({ ...NODE, path: '0', parent: null, spawnTurn: -1 })).toBe('');
  });
});

describe('pathWords', () => {
  it('explain the critical path from the root and from within', () => {
    expect(pathWords({ ...NODE, path: '0', parent: null, criticalTurns: 25 })).toMatch(/^The tree took 25 turns one/);
    expect(pathWords(NODE)).toMatch(/^On the critical path with 1 turn of its own and 4 of waiting for sub-agents:/);
    expect(pathWords({ ...NODE, turns: 5 })).toMatch(/^On the critical path with 5 turns of its own:/);
    expect(pathWords({ ...NODE, critical: false })).toBe('');
    expect(pathWords({ ...NODE, path: '0', parent: null, subtreeAgents: 1 })).toBe('');
  });
});

describe('an agent that is not launched yet', () => {
  const later = { ...NODE, status: 'later', score: null, reward: null } as const;
  it('says that, and nothing of what lies ahead', () => {
    expect(spokenLabel(later, 'i3')).toBe('i3, not launched yet');
    expect(facts(later)).toEqual([]);
    expect(lineage(later)).toBe('Will be launched in its parent’s turn 3.');
  });
});

describe('elided', () => {
  it('keeps both ends of what is too long', () => {
    expect(elided('how many l1 second', 18)).toBe('how many l1 second');
    expect(elided('how many l1 second', 12)).toBe('how ma…econd');
    expect(elided('a b c', 4)).toBe('a…c');
    for (let n = 2; n < 20; n++) expect(elided('how many l1 second', n).length).toBeLessThanOrEqual(n);
  });
});

describe('numbers', () => {
  it('are short scores, aligned rewards and signed advantages', () => {
    expect([0, 1, 0.5, 1 / 3, 10].map(score)).toEqual(['0', '1', '0.5', '0.33', '10']);
    expect([1, -0.5, -0.001].map((x) => fixed(x))).toEqual(['1.00', '−0.50', '0.00']);
    expect([0.25, -0.25, 0].map((x) => signed(x))).toEqual(['+0.25', '−0.25', '0.00']);
  });
});
