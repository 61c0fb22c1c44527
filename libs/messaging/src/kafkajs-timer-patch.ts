// @ts-expect-error KafkaJS has no types for its internals
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

interface Queue {
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  pending: unknown[];
  checkPendingRequests(): void;
}

const CHECK_PENDING_MS = 10;
let patched = false;

/**
 * KafkaJS 2.2.4 re-arms its "check pending requests" timer with a negative delay after the first response: about 870 wake-ups a second per connection (kafkajs #1556, #1751).
 * This override returns when nothing is pending and no throttling is in force. Idempotent.
 */
export function patchRequestQueueTimer(): void {
  if (patched) return;
  patched = true;
  const prototype = (RequestQueue as { prototype: Queue & { scheduleCheckPendingRequests(): void } }).prototype;
  prototype.scheduleCheckPendingRequests = function (this: Queue): void {
    const throttled = this.throttledUntil - Date.now();
    if (this.throttleCheckTimeoutId || (this.pending.length === 0 && throttled <= 0)) return;
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, throttled > 0 ? throttled : CHECK_PENDING_MS);
  };
}
