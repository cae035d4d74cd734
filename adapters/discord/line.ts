import type { Component } from "./blocks.ts";
import type { Caller } from "./caller.ts";
import { CODES, deferral, isRefused, toMessage } from "./rest.ts";
import type { Callback, Rest } from "./rest.ts";

/** Gives the first answer. `more`: other requests for the same interaction follow at once. */
export type RespondFirst = (callback: Callback, more: boolean) => Promise<void>;

/** How to talk back on one interaction. */
export interface Line {
  readonly ephemeral: boolean;
  /** The first answer, as it is. */
  first(callback: Callback): Promise<void>;
  /** Acknowledges now; what is shown comes later. Nothing when something was said already. */
  defer(): Promise<void>;
  /** Shows the person's screen, in place of the one that was used if there is one. */
  show(components: readonly Component[]): Promise<void>;
  /** Says something beside the screen, to this person only. */
  tell(components: readonly Component[]): Promise<string>;
}

/** Makes the line. It is the only place that acknowledges, so that nothing is acknowledged twice. */
export function createLine(rest: Rest, caller: Caller, respondFirst: RespondFirst): Line {
  const { applicationId, token, surface, ephemeral } = caller;
  let isAcknowledged = false;
  const acknowledge = async (callback: Callback, more: boolean): Promise<boolean> => {
    isAcknowledged = true;
    try {
      await respondFirst(callback, more);
      return true;
    } catch (error) {
      // Another server was faster; what it acknowledged can be edited with the same token.
      if (isRefused(error, CODES.alreadyAcknowledged)) return false;
      isAcknowledged = false;
      throw error;
    }
  };
  const edit = async (components: readonly Component[]) => {
    try {
      await rest.editOriginal(applicationId, token, toMessage(components));
    } catch (error) {
      // The person has dismissed the message meanwhile.
      if (!isRefused(error, CODES.unknownMessage)) throw error;
      await rest.followUp(applicationId, token, toMessage(components, ephemeral));
    }
  };
  return {
    ephemeral,
    first: async (callback) => {
      await acknowledge(callback, false);
    },
    defer: async () => {
      if (!isAcknowledged) await acknowledge(deferral(surface, ephemeral), true);
    },
    show: async (components) => {
      if (isAcknowledged) return edit(components);
      const callback: Callback =
        surface === "update"
          ? { type: 7, data: toMessage(components) }
          : { type: 4, data: toMessage(components, ephemeral) };
      if (!(await acknowledge(callback, false))) await edit(components);
    },
    tell: async (components) => {
      if (isAcknowledged) await rest.followUp(applicationId, token, toMessage(components, true));
      else await acknowledge({ type: 4, data: toMessage(components, true) }, false);
      return "answered";
    },
  };
}
