import type { RoundForm } from "../../src/rounds/replies.ts";
import { LIMITS } from "./blocks.ts";
import { cutLabel } from "./escape.ts";
import { drawField } from "./modal-fields.ts";
import { encodeForm } from "./round-press.ts";

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
const FIELDS_MAX = 5;

/**
 * The data of a modal for a form of a round. Its fields come back by their ids.
 *
 * @param tag - Who fills it in, and the id of the interaction that opens it.
 */
export function renderForm(
  form: RoundForm<string>,
  tag: { readonly owner: string; readonly opener: string },
): { readonly [field: string]: unknown } {
  const { press, title, fields } = form;
  return {
    custom_id: encodeForm({ ...tag, press }),
    title: cutLabel(title, LIMITS.modalTitleCharsMax),
    components: fields.slice(0, FIELDS_MAX).map(drawField),
  };
}
