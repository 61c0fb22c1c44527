/** The one topic of the raw ceiling. */
export const RAW_TOPIC = 'bench.raw';
