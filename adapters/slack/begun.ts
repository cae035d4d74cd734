import { parseConversation } from "../../src/turn.ts";
import type { TurnParts } from "../../src/turn.ts";
import type { Who } from "./place.ts";

/** Whether there is an interview, open or done. Whoever was only asked whether to erase everything has begun none. */
export async function hasBegun(
  { parts }: { readonly parts: TurnParts },
  { tenant, person }: Who,
): Promise<boolean> {
  const { id } = parts.dialog.in("").dialog;
  const stored = await parts.storage.read({ tenant, person, dialog: id });
  if (!stored) return false;
  const conversation = parseConversation(stored.state);
  return conversation?.begun !== 0 || conversation.phase !== "open";
}
