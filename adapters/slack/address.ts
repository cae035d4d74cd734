import { z } from "zod";

/** Replies to an interaction may be posted for 30 minutes, 5 times (https://docs.slack.dev/interactivity/handling-user-interaction). */
export const RESPONSE_URL_MS = 29 * 60 * 1000;

const addressSchema = z.object({
  tenant: z.string(),
  person: z.string(),
  /** When the turn was taken, ms since epoch. */
  at: z.number(),
  /**
   * Where the person acted: on a question in the direct conversation, on an advice there, on a card only they see, on a
   * message that a whole channel sees, with a command, by typing (or anywhere else that leads into the direct
   * conversation), or by a mention.
   */
  surface: z.enum(["question", "advice", "private", "channel", "command", "dm", "mention"]),
  /** The message that was pressed. */
  message: z.object({ channel: z.string(), ts: z.string() }).optional(),
  /** Where replies to the interaction go, and until when, ms since epoch. */
  url: z.string().optional(),
  until: z.number().optional(),
  /** What the question becomes once it is answered. */
  line: z.string().optional(),
  /** Where a card is shown to this person alone. */
  channel: z.string().optional(),
  thread: z.string().optional(),
  /** The app's id, for a link to the direct conversation. */
  app: z.string().optional(),
});

/** Where the replies of a turn go. It is stored with them, so it says all there is to know. */
export type Address = Readonly<z.infer<typeof addressSchema>>;

/** Reads an address back from storage, as it is or still as JSON. @throws {TypeError} for one we did not write */
export function parseAddress(stored: unknown): Address {
  const value: unknown = typeof stored === "string" ? JSON.parse(stored) : stored;
  const parsed = addressSchema.safeParse(value);
  if (!parsed.success)
    throw new TypeError("Cannot send a Slack reply: its address is not one of ours");
  return parsed.data;
}

/** What only this person sees takes the place of a card only they see, and never of what a whole channel sees. */
export function howToAnswer({ surface }: Pick<Address, "surface">): object {
  if (surface === "private") return { replace_original: true };
  const isNew = surface === "channel" ? { replace_original: false } : {};
  return { response_type: "ephemeral", ...isNew };
}
