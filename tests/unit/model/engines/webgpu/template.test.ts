/** Templates of kernels: loops written out, conditions, and words for what is wrong with one. */
import { describe, expect, it } from 'vitest';
import { expandTemplate } from '../../../../../src/model/engines/webgpu/template.ts';

describe('a template', () => {
  it('repeats lines, also in loops within loops', () => {
    const source = `#for r ROWS\n#for c 2\nsum\${r}_\${c}\n#end\n#end`;
    expect(expandTemplate(source, { ROWS: 2 })).toBe('sum0_0\nsum0_1\nsum1_0\nsum1_1');
  });

  it('goes through lists with items and their numbers', () => {
    const source = `#for m in MEMBERS\ng[\${m.index}] = v\${m};\n#end`;
    expect(expandTemplate(source, { MEMBERS: ['.x', '.y'] })).toBe('g[0] = v.x;\ng[1] = v.y;');
    expect(expandTemplate(source, { MEMBERS: [''] })).toBe('g[0] = v;');
  });

  it('chooses by conditions', () => {
    const source = '#if A\na\n#if !B\nno b\n#end\n#else\nno a\n#end\nend';
    expect(expandTemplate(source, { A: true, B: false })).toBe('a\nno b\nend');
    expect(expandTemplate(source, { A: 1, B: 2 })).toBe('a\nend');
    expect(expandTemplate(source, { A: 0, B: 2 })).toBe('no a\nend');
  });

  it.each([
    ['#for r ROWS\nx', {}, /no #end/],
    ['#repeat 2\nx\n#end', {}, /#repeat/],
    ['#for r ROWS\nx\n#end', {}, /"ROWS"/],
    ['#for r ROWS\nx\n#end', { ROWS: true }, /no count/],
    ['#for r in ROWS\nx\n#end', { ROWS: 2 }, /list/],
    [`\${UNKNOWN}`, {}, /"UNKNOWN"/],
  ])('says what is wrong with %j', (source, values, message) => {
    expect(() => expandTemplate(source, values)).toThrow(message);
  });
});
