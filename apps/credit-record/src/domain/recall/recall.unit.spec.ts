import { describe, expect, it } from '@jest/globals';
import { localDate as d } from '@credit/kernel';
import { acknowledgeRecall, sendRecall } from './recall.decide.ts';
import { evolveRecall, isRecallOverdue, noRecall, type Recall, type RecallEvent, type RecallFacts } from './recall.ts';

const facts: RecallFacts = {
  recallId: 'r1', recordId: 'x', subjectId: 's', department: 'benxi-housing', docNo: '罚1号', authorityUscc: '11210500MB0XY1017D', authorityName: '市场监管局', ending: 'repaired', on: d('2026-11-23'), sentOn: d('2026-11-23'), acknowledgeBy: d('2026-11-26'),
};
const sent: Recall = { status: 'sent', ...facts };
const acknowledged: Recall = { status: 'acknowledged', acknowledgedOn: d('2026-11-24'), by: 'o', ...facts };
const verbs = {
  send: (s: Recall) => sendRecall(facts, s),
  acknowledge: (s: Recall) => acknowledgeRecall({ department: 'benxi-housing', by: 'o', today: d('2026-11-24') }, s),
  'acknowledge as another': (s: Recall) => acknowledgeRecall({ department: 'benxi-transport', by: 'o', today: d('2026-11-24') }, s),
} satisfies Record<string, (s: Recall) => readonly RecallEvent[]>;

describe('每个状态的每个动作', () => {
  it.each<[Recall, keyof typeof verbs, Recall | string]>([
    [noRecall, 'send', sent], [sent, 'send', 'RECALL.ALREADY_SENT'], [acknowledged, 'send', 'RECALL.ALREADY_SENT'],
    [noRecall, 'acknowledge', 'RECALL.NOT_FOUND'], [sent, 'acknowledge', acknowledged], [acknowledged, 'acknowledge', 'RECALL.ALREADY_ACKNOWLEDGED'],
    [noRecall, 'acknowledge as another', 'RECALL.NOT_FOUND'], [sent, 'acknowledge as another', 'RECALL.NOT_FOUND'], [acknowledged, 'acknowledge as another', 'RECALL.NOT_FOUND'],
  ])('%j %s', (state, verb, expected) => {
    if (typeof expected === 'string') expect(() => verbs[verb](state)).toThrow(expect.objectContaining({ code: expected }));
    else expect(verbs[verb](state).reduce(evolveRecall, state)).toEqual(expected);
  });
});

it('is overdue from the day after its last day, while nobody has acknowledged it', () => {
  expect([isRecallOverdue(sent, d('2026-11-26')), isRecallOverdue(sent, d('2026-11-27')), isRecallOverdue(acknowledged, d('2026-11-27')), isRecallOverdue({ ...sent, acknowledgeBy: null }, d('2027-11-27'))]).toEqual([false, true, false, false]);
});
