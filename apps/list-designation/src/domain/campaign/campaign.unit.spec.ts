import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate } from '@credit/kernel';
import { court, marketRegulation, TODAY } from '../../../test/sample-designations.ts';
import { closeCampaign, openCampaign, type OpenCampaign } from './campaign.decide.ts';
import { evolveCampaign, isRunning, noCampaign, type Campaign, type CampaignEvent } from './campaign.ts';

const d = localDate;
const asked = (over: Partial<OpenCampaign> = {}): OpenCampaign => ({
  campaignId: '0193a000-0000-7000-8000-000000000051', code: 'food-2026', name: '食品行业失信专项治理', kind: 'KEY_SECTOR', lead: marketRegulation, from: d('2026-11-01'), to: d('2026-12-31'),
  by: 'officer-1', source: marketRegulation.source, centre: false, today: TODAY, ...over,
});
const closing = (over: object = {}) => ({ by: 'officer-2', source: marketRegulation.source, centre: false, today: TODAY, reason: '治理任务完成', ...over });
type Verb = (state: Campaign) => readonly CampaignEvent[];
const verbs = { open: (s) => openCampaign(asked(), s), close: (s) => closeCampaign(closing(), s) } satisfies Record<string, Verb>;
const run = (...all: Verb[]): Campaign => all.reduce<Campaign>((at, verb) => verb(at).reduce(evolveCampaign, at), noCampaign);
const states = { absent: noCampaign, open: run(verbs.open), closed: run(verbs.open, verbs.close) } satisfies Record<Campaign['status'], Campaign>;
const outcomeOf = (verb: Verb, state: Campaign = noCampaign): string => {
  try {
    const events = verb(state);
    expect(events).toHaveLength(1);
    return `${events[0]!.type}→${events.reduce(evolveCampaign, state).status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code.replace('CAMPAIGN.', '');
  }
};

describe('a campaign: every state under every verb', () => {
  it.each<[keyof typeof states, keyof typeof verbs, string]>([
    ['absent', 'open', 'CampaignOpened→open'], ['open', 'open', 'ALREADY_OPENED'], ['closed', 'open', 'ALREADY_OPENED'],
    ['absent', 'close', 'NOT_FOUND'], ['open', 'close', 'CampaignClosed→closed'], ['closed', 'close', 'ENDED'],
  ])('%s + %s: %s', (status, verb, expected) => {
    expect(states[status].status).toBe(status);
    expect(outcomeOf(verbs[verb], states[status])).toBe(expected);
  });
});

describe('a campaign', () => {
  const open = (over: Partial<OpenCampaign>): string => outcomeOf((s) => openCampaign(asked(over), s));
  it('is opened and closed by its lead or the credit centre, by nobody else', () => {
    expect([open({ source: court.source }), open({ source: court.source, centre: true })]).toEqual(['NOT_LEAD', 'CampaignOpened→open']);
    const close = (over: object) => outcomeOf((s) => closeCampaign(closing(over), s), states.open);
    expect([close({ source: court.source }), close({ source: court.source, centre: true })]).toEqual(['NOT_LEAD', 'CampaignClosed→closed']);
  });
  it('has days that are still to run', () => {
    expect([open({ from: d('2026-12-10'), to: d('2026-12-09') }), open({ from: d('2026-10-01'), to: d('2026-11-22') }), open({ to: TODAY })]).toEqual(['PERIOD_INVALID', 'PERIOD_INVALID', 'CampaignOpened→open']);
    expect(['2026-10-31', '2026-11-01', '2026-12-31', '2027-01-01'].map((day) => isRunning(states.open, d(day)))).toEqual([false, true, true, false]);
    expect([isRunning(states.closed, TODAY), isRunning(noCampaign, TODAY)]).toEqual([false, false]);
  });
  it('rests on the text, or names what it rests on', () => {
    expect(open({ kind: 'OTHER' })).toBe('CLAUSE_MISSING');
    expect(run((s) => openCampaign(asked({ kind: 'OTHER', clause: '本政办发〔2026〕9号' }), s))).toMatchObject({ clause: '本政办发〔2026〕9号' });
    expect(run((s) => openCampaign(asked({ kind: 'GOVERNMENT', clause: 'x' }), s))).toMatchObject({ clause: expect.stringContaining('政府机构失信') });
  });
});
