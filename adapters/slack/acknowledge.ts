import type { App, ReceiverEvent } from "@slack/bolt";

/** Slack waits 3 s (https://docs.slack.dev/apis/events-api/#responding); this leaves time for the way back, ms. */
const HOLD_MS = 2500;

/** The delivery of one event, which Slack repeats until it is acknowledged. */
export interface EventDelivery {
  /** Called once nothing can be lost any more. */
  readonly acknowledge: () => Promise<void>;
  /** Leaves it to Slack to deliver the event again. */
  readonly leave: () => void;
}

/** Under this name a listener finds the {@link EventDelivery} in its context. */
const DELIVERY = "delivery";

/**
 * Holds back the acknowledgement of events until their turn is committed, so that what a crash or a silent database
 * swallowed is delivered again; Bolt itself acknowledges before a listener runs. What no listener takes is acknowledged.
 * What was not committed in time is not acknowledged any more, even if it is committed later: delivered again, it is known.
 */
export function holdEventAcks(app: Pick<App, "processEvent">, holdMs: number = HOLD_MS): void {
  const run = app.processEvent.bind(app);
  app.processEvent = async (event: ReceiverEvent) => {
    if (event.body["type"] !== "event_callback") return run(event);
    let isOver = false;
    const leave = () => {
      isOver = true;
      clearTimeout(timer);
    };
    const acknowledge = async () => {
      if (isOver) return;
      leave();
      await event.ack();
    };
    const timer = setTimeout(leave, holdMs);
    const delivery: EventDelivery = { acknowledge, leave };
    await run({
      ...event,
      ack: async () => undefined,
      customProperties: { ...event.customProperties, [DELIVERY]: delivery },
    });
    await acknowledge();
  };
}

/** The delivery a listener's context holds; one that nobody waits for where there is none. */
export function deliveryIn(context: Readonly<Record<string, unknown>>): EventDelivery {
  const found = context[DELIVERY];
  return isDelivery(found) ? found : { acknowledge: async () => undefined, leave: () => undefined };
}

function isDelivery(value: unknown): value is EventDelivery {
  return typeof value === "object" && value !== null && "acknowledge" in value && "leave" in value;
}
