import type { OutgoingRecord } from './kafka-port.ts';

/** Records that know their partitions. KafkaJS groups them with a copy of the whole group per record, through `reduce` and nothing else, so that method answers with the groups at once. */
class Grouped extends Array<OutgoingRecord> {
  override reduce(): never {
    const groups: Record<number, OutgoingRecord[]> = {};
    for (const record of this) (groups[record.partition!] ??= []).push(record);
    return groups as never;
  }
}

/** The list as KafkaJS is to be given it: unchanged when a record leaves the partition to the client. */
export const grouped = (records: readonly OutgoingRecord[]): readonly OutgoingRecord[] =>
  records.length > 1 && records.every(({ partition }) => partition !== undefined) ? Grouped.from(records) : records;
