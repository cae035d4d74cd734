import { z } from "zod";
import type { Component } from "./blocks.ts";
import type { Caller } from "./caller.ts";
import { CODES, deferral, idOf, isRefused, toMessage } from "./rest.ts";
import type { Callback, Rest } from "./rest.ts";

/**
 * Gives the first answer.
 *
 * @param more - Whether what follows at once needs to find it done, or to know what Discord made of it.
 * @returns What Discord made of it, where `more` asks for that.
 */
export type RespondFirst = (callback: Callback, more: boolean) => Promise<unknown>;

/** What an interaction, as Discord sends it, is answered by first; empty for what is none. */
export function answeredBy(payload: unknown): { readonly id: string; readonly token: string } {
  const read = (name: string) => {
    const value: unknown =
      typeof payload === "object" && payload !== null ? Reflect.get(payload, name) : undefined;
    return typeof value === "string" ? value : "";
  };
  return { id: read("id"), token: read("token") };
}

/** How to talk back on one interaction. */
export interface Line {
  readonly ephemeral: boolean;
  /** The first answer, as it is. */
  first(callback: Callback): Promise<void>;
  /** Acknowledges now; what is shown comes later. Nothing when something was said already. */
  defer(): Promise<void>;
  /**
   * Shows the person's screen, in place of the one that was used if there is one.
   *
   * @param more - Whether something may follow at once, here and below; default not, which over HTTP saves a request.
   * @returns The message it stands on, in a direct message.
   */
  show(components: readonly Component[], more?: boolean): Promise<string | undefined>;
  /** Says something beside the screen, to this person only. */
  tell(components: readonly Component[], more?: boolean): Promise<string>;
  /** The same. @returns The message it stands on, in a direct message. */
  below(components: readonly Component[], more?: boolean): Promise<string | undefined>;
}

/** Makes the line. It is the only place that acknowledges, so that nothing is acknowledged twice. */
export function createLine(rest: Rest, caller: Caller, respondFirst: RespondFirst): Line {
  const { applicationId, token, surface, ephemeral } = caller;
  let isAcknowledged = false;
  /** @returns What Discord made of it; undefined when somebody else has acknowledged. */
  const acknowledge = async (
    callback: Callback,
    more: boolean,
  ): Promise<{ made: unknown } | undefined> => {
    isAcknowledged = true;
    try {
      return { made: await respondFirst(callback, more) };
    } catch (error) {
      // Another server was faster; what it acknowledged can be edited with the same token.
      if (isRefused(error, CODES.alreadyAcknowledged)) return undefined;
      isAcknowledged = false;
      throw error;
    }
  };
  const followUp = async (components: readonly Component[]) =>
    idOf(await rest.followUp(applicationId, token, toMessage(components, ephemeral)));
  const edit = async (components: readonly Component[]) => {
    try {
      return idOf(await rest.editOriginal(applicationId, token, toMessage(components)));
    } catch (error) {
      // The person has dismissed the message meanwhile.
      if (!isRefused(error, CODES.unknownMessage)) throw error;
      return followUp(components);
    }
  };
  const answerNew = async (components: readonly Component[], more: boolean) => {
    const data = toMessage(components, ephemeral);
    // What only the person sees is never edited by its id, so that nobody has to ask for that.
    const answered = await acknowledge({ type: 4, data }, more || !ephemeral);
    return answered && { message: messageIn(answered.made) };
  };
  const below = async (components: readonly Component[], more = false) => {
    if (isAcknowledged) return followUp(components);
    const answered = await answerNew(components, more);
    return answered ? answered.message : followUp(components);
  };
  return {
    ephemeral,
    first: async (callback) => {
      await acknowledge(callback, false);
    },
    defer: async () => {
      if (!isAcknowledged) await acknowledge(deferral(surface, ephemeral), true);
    },
    show: async (components, more = false) => {
      if (isAcknowledged) return edit(components);
      if (surface === "new") {
        const answered = await answerNew(components, more);
        return answered ? answered.message : edit(components);
      }
      const answered = await acknowledge({ type: 7, data: toMessage(components) }, more);
      return answered ? caller.message : edit(components);
    },
    tell: async (components, more) => {
      await below(components, more);
      return "answered";
    },
    below,
  };
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object */
const responseSchema = z.object({
  interaction: z.object({ response_message_id: z.string() }),
});

function messageIn(made: unknown): string | undefined {
  return responseSchema.safeParse(made).data?.interaction.response_message_id;
}
