import { describe, expect, it } from 'vitest';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import { derive, key } from '../../../../src/random/index.ts';

const { names } = pogs.vocabulary({});
const read = (text: string) => {
  const reading = pogs.readPlan(text, {});
  return 'plan' in reading ? reading.plan.map((token) => names[token]).join(' ') : reading;
};

describe('readPlan', () => {
  it.each([
    ['12', '12'],
    ['3 7 12', '3 7 12'],
    ['3, 7; 12.', '3 7 12'],
    ['3 -> 7 → 12', '3 7 12'],
    ['3-7-12', '3 7 12'],
    ['go 3 then 7 then 12', '3 7 12'],
    ['via 3, 7 to 12', '3 7 12'],
    ['Go to node 12 via nodes 3 and 7', '3 7 12'],
    ['to 12 through 3', '3 12'],
    ['go to 12, then via 3', '3 12'],
    ['From 5 via 3, 7 to 12', 'from 5 3 7 12'],
    ['from node 5 to 12 via 3', 'from 5 3 12'],
    ['from 5, 3', 'from 5 3'],
    ['go 007', '7'],
    ['go to 3 and next 3', '3 3'],
    ['12 via 3', '3 12'],
    ['12, via 3 and 7', '3 7 12'],
    ['go to 3, then to 12 via 7', '3 7 12'],
    ['3 then 12 via 7', '3 7 12'],
    ['to 12 via 3, then to 9', '3 12 9'],
    ['to 12 via 3 and via 7, then go to 9 via 5', '3 7 12 5 9'],
    ['to 12 via 3 go 9', '3 12 9'],
    ['5, then via 3, 7 to 12', '5 3 7 12'],
    ['- 3\n- 7', '3 7'],
    ['3 - 7', '3 7'],
  ])('understands "%s"', (text, plan) => {
    expect(read(text)).toBe(plan);
  });

  it.each([
    ['', '', /Name at least one node/, []],
    ['go', 'go', /Name at least one node/, []],
    ['from 5', 'from 5', /Name at least one node/, []],
    ['go to 25', '25', /There is no node 25; the nodes are 0 to 19\./, ['5', '2', '19']],
    ['3 then 7.5', '7.5', /no node 7\.5/, ['19']],
    ['thne 7', 'thne', /“thne” is not understood/, ['then', 'to', 'through']],
    ['3 Quickly 7', 'Quickly', /“Quickly” is not understood; a plan names nodes by number/, []],
    ['3 & 7', '&', /“&” is not understood/, []],
    ['3 from 5', 'from', /Where you set out comes first/, []],
    ['from 5 from 6 to 3', 'from', /comes first and once/, []],
    ['from to 3', 'to', /After “from” comes the node/, []],
    ['-3', '-3', /There is no node -3/, ['3', '19']],
    ['3 then -7', '-7', /There is no node -7/, ['7', '19']],
    ['12 via 3 to 7', 'via 3 to', /whether 12 comes before “via 3” or after it/, ['then via 3 to', 'via 3 then to']],
    ['to 12 via 3, then 9', ', then 9', /whether 9 is on the way to 12, or comes after it/, [' and 9', ' then to 9']],
    ['to 12 via 3; 9', '; 9', /whether 9 is on the way/, [' and 9', ' then to 9']],
    ['3 to', 'to', /After “to” comes a node/, []],
    ['12 via', 'via', /After “via” comes a node/, []],
    ['3 to via 7', 'via', /After “to” comes a node/, []],
    ['12 via 3 from 5', 'from', /Where you set out comes first/, []],
    ['0 1 2 3 4 5 6 7', '0 1 2 3 4 5 6 7', /at most 6 nodes; here are 8/, ['via 0, 1, 2, 3, 4 to 5']],
  ])('says what is wrong with "%s"', (text, part, problem, suggestions) => {
    const reading = pogs.readPlan(text, {});
    if ('plan' in reading) throw new Error(`"${text}" should not be understood.`);
    expect(reading.problem).toMatch(problem);
    expect(text.slice(reading.from, reading.to)).toBe(part);
    expect(reading.suggestions).toEqual(suggestions);
    for (const suggestion of suggestions) {
      const repaired = text.slice(0, reading.from) + suggestion + text.slice(reading.to);
      expect(pogs.readPlan(repaired, {})).toHaveProperty('plan');
    }
  });
});

describe('wordPlan', () => {
  it.each([
    ['12', 'go to 12'],
    ['3 7 12', 'via 3, 7 to 12'],
    ['from 5 12', 'from 5 to 12'],
    ['from 5 3 7 12', 'from 5 via 3, 7 to 12'],
  ])('says "%s" as "%s"', (plan, words) => {
    const tokens = plan.split(' ').map((name) => names.indexOf(name));
    expect(pogs.wordPlan(tokens, {})).toBe(words);
  });

  it('is understood again, whatever the plan', () => {
    for (let i = 0; i < 200; i++) {
      const plan = pogs.randomPlan(derive(key(1), i), {});
      expect(pogs.readPlan(pogs.wordPlan(plan, {}), {})).toEqual({ plan });
    }
  });
});
