/** The service is stopping or lost the partition: the rest of the batch is given up uncommitted. */
export class GivenUp extends Error {}

/** A stored position stands below the one that this service remembers: its database was restored to an older state under it. The partitions are read again from what is stored. */
export class PositionsFellBack extends GivenUp {}

/** The broker did not take a heartbeat: no fault of the records, so it leaves the batch at once, whatever was being tried. */
export class Interrupted extends GivenUp {
  readonly original: unknown;
  constructor(original: unknown) {
    super((original as Error).message);
    this.original = original;
  }
}
