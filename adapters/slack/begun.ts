import type { TurnParts } from "../../src/turn.ts";
import type { Who } from "./place.ts";

/** Whether there is an interview, open or done. */
export async function hasBegun(
  { parts }: { readonly parts: TurnParts },
  { tenant, person }: Who,
): Promise<boolean> {
  const { id } = parts.dialog.in("").dialog;
  return (await parts.storage.read({ tenant, person, dialog: id })) !== undefined;
}
