/** The full chain of one stack, for bars that compare two: which one, the environment says. Answers each {events} with {perSecond}. */
import { servePairs } from '@credit/testing/bench';
import { Chain } from '../stack/chain.ts';
import { System } from '../stack/system.ts';

const system = new System();
const chain = await Chain.open(system);
servePairs(async (events) => ({ perSecond: (await chain.ours(events)).perSecond }), async () => {
  await chain.close();
  await system.close();
});
