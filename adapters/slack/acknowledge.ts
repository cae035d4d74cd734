import type { App, ReceiverEvent } from "@slack/bolt";

/** Slack waits 3 s (https://docs.slack.dev/apis/events-api/#responding); this leaves time for the way back, ms. */
const HOLD_MS = 2500;

/**
 * Holds back the acknowledgement of events until their turn is committed, so that what a crash swallowed is delivered
 * again; Bolt itself acknowledges before a listener runs. Listeners call `context.acknowledge`; without it the answer
 * goes out after `HOLD_MS` all the same.
 */
export function holdEventAcks(app: Pick<App, "processEvent">, holdMs: number = HOLD_MS): void {
  const run = app.processEvent.bind(app);
  app.processEvent = async (event: ReceiverEvent) => {
    if (event.body["type"] !== "event_callback") return run(event);
    let isAcknowledged = false;
    const acknowledge = async () => {
      if (isAcknowledged) return;
      isAcknowledged = true;
      clearTimeout(timer);
      await event.ack();
    };
    const timer = setTimeout(() => void acknowledge(), holdMs);
    try {
      await run({
        ...event,
        ack: async () => undefined,
        customProperties: { ...event.customProperties, acknowledge },
      });
    } finally {
      await acknowledge();
    }
  };
}
