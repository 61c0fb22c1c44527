import { addDays, DomainError, localDate, type LocalDate } from '@credit/kernel';
import { applyForShielding, decideShielding, endShielding } from '../src/domain/shielding/shielding.decide.ts';
import { evolveShielding, noShielding, type Shielding, type ShieldingEvent } from '../src/domain/shielding/shielding.ts';
import { firm, market, notice } from './sample-repairs.ts';

const STRANGER = 'benxi-fire';
const OPEN = ['applied', 'shielded'];

interface Item {
  id: string;
  live: boolean;
  repaired: boolean;
  /** the shieldings of which the register was told that they hold; a fact of it is the only thing that it sees */
  told: Set<string>;
}
interface Seen {
  shieldingId: string;
  item: Item;
  type: ShieldingEvent['type'];
  on: LocalDate;
  source: string;
  stranger: boolean;
  live: boolean;
  repaired: boolean;
  ruledOn: LocalDate;
  outcome?: 'failed' | 'completed';
}
interface World {
  today: LocalDate;
  items: Item[];
  shieldings: Map<string, Shielding>;
  seen: Seen[];
}
export type Verb = 'apply' | 'grant' | 'refuse' | 'fail' | 'complete' | 'repair' | 'revokeRepair' | 'endItem' | 'dayPasses';
export interface Step {
  verb: Verb;
  n: number;
  stranger: boolean;
  early: boolean;
}

/** What the steps ask; each planted mistake replaces one answer. */
const asked = {
  own: (stranger: boolean): boolean => !stranger,
  unfit: ({ live, repaired }: Item): boolean => !live || repaired,
  other: (w: World, item: Item): string | undefined => [...w.shieldings.values()].find((s) => s.status !== 'absent' && s.target.id === item.id && OPEN.includes(s.status))?.status,
  source: (stranger: boolean): string => (stranger ? STRANGER : market.source),
  repaired: (item: Item): boolean => item.repaired,
  ruledOn: (on: LocalDate): LocalDate => on,
  state: (state: Shielding, _verb: Verb): Shielding => state,
  /** what the register makes of a fact */
  register: (item: Item, shieldingId: string, type: ShieldingEvent['type']): void => {
    if (type === 'ShieldingGranted') item.told.add(shieldingId);
    if (type === 'ShieldingEnded') item.told.delete(shieldingId);
  },
};
export type Asked = typeof asked;

function take(w: World, a: Asked, { verb, n, stranger, early }: Step): void {
  const item = w.items[n % w.items.length]!;
  if (verb === 'dayPasses') return void (w.today = addDays(w.today, 1 + n));
  if (verb === 'endItem') return void (item.live = false);
  if (verb === 'repair' || verb === 'revokeRepair') return void (item.repaired = verb === 'repair');
  const ids = [...w.shieldings.keys()];
  const shieldingId = verb === 'apply' ? `s${ids.length}` : (ids[n % Math.max(1, ids.length)] ?? 'none');
  const was = w.shieldings.get(shieldingId) ?? noShielding;
  const about = was.status === 'absent' ? item : w.items.find(({ id }) => id === was.target.id)!;
  const officer = { by: 'officer', source: a.source(stranger), today: w.today, reason: 'x' };
  const ruledOn = addDays(w.today, early ? 1 : -20);
  const state = a.state(was, verb);
  const events = ((): readonly ShieldingEvent[] => {
    switch (verb) {
      case 'apply': {
        const other = a.other(w, item);
        return applyForShielding({
          shieldingId, subject: firm, target: { ...notice.target, id: item.id }, ruling: { rulingNo: '（2026）示05破3号', on: a.ruledOn(ruledOn) }, appliedBy: 'firm', appliedOn: w.today,
          standing: { own: a.own(stranger), ...(a.unfit(item) ? { unfit: { why: 'x', userMessage: 'x' } } : {}), ...(other === undefined ? {} : { other }) },
        }, state);
      }
      case 'grant': case 'refuse': return decideShielding({ ...officer, grant: verb === 'grant' }, state);
      default: return endShielding({ ...officer, outcome: verb === 'fail' ? 'failed' : 'completed', repaired: a.repaired(about) }, state);
    }
  })();
  w.shieldings.set(shieldingId, events.reduce(evolveShielding, was));
  for (const event of events) {
    a.register(about, shieldingId, event.type);
    w.seen.push({ shieldingId, item: about, type: event.type, on: w.today, source: stranger ? STRANGER : market.source, stranger, live: about.live, repaired: about.repaired, ruledOn, ...(event.type === 'ShieldingEnded' ? { outcome: event.end.outcome } : {}) });
  }
}

/** What must hold, told from what was seen without asking any code of ours (§4.5, trap 20). */
function brokenRules({ seen, items }: World): string[] {
  const broken: string[] = [];
  const must = (holds: boolean, rule: string): void => void (holds || broken.push(rule));
  const last = new Map<string, Seen['type']>();
  const open = new Map<string, string>();
  for (const { shieldingId, item, type, on, source, stranger, live, repaired, ruledOn, outcome } of seen) {
    const before = last.get(shieldingId);
    const after = { ShieldingApplied: undefined, ShieldingGranted: 'ShieldingApplied', ShieldingRefused: 'ShieldingApplied', ShieldingEnded: 'ShieldingGranted' } as const;
    must(before === after[type], `${type} after ${before}`);
    last.set(shieldingId, type);
    if (type === 'ShieldingApplied') {
      must(!stranger && live && !repaired, 'applied for by somebody else, or for what is over or repaired');
      must(ruledOn <= on, 'applied for without a ruling that exists');
      must(!open.has(item.id), 'two shieldings of one record');
      open.set(item.id, shieldingId);
    } else must(source === market.source, `${type} by a department that did not make the document`);
    if (type === 'ShieldingRefused' || type === 'ShieldingEnded') open.delete(item.id);
    if (outcome === 'completed') must(repaired, 'completed without the final repair: the record would burden again');
  }
  for (const item of items) {
    const granted = open.has(item.id) && last.get(open.get(item.id)!) === 'ShieldingGranted';
    must((item.told.size > 0) === granted, 'the register holds another shielding than the one in effect');
  }
  return broken;
}

/** Walks through the steps; a step that is refused changes nothing. @returns every status that was passed @throws Error when a rule is broken */
export function walk(steps: readonly Step[], planted: Partial<Asked> = {}): string[] {
  const a = { ...asked, ...planted };
  const w: World = { today: localDate('2026-11-23'), items: ['a', 'b'].map((id) => ({ id, live: true, repaired: false, told: new Set<string>() })), shieldings: new Map(), seen: [] };
  const passed = new Set<string>();
  for (const step of steps) {
    try {
      take(w, a, step);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    const broken = brokenRules(w);
    if (broken.length > 0) throw new Error(broken.join('; '));
    for (const { status } of w.shieldings.values()) passed.add(status);
  }
  return [...passed];
}
