import type { InputBlock, ModalView, PlainTextOption } from "@slack/types";
import { z } from "zod";
import type { Dialog } from "../../src/engine/dialog.ts";
import { findFormFaults } from "../../src/rounds/form-faults.ts";
import { formPressSchema } from "../../src/rounds/press.ts";
import type { Fill } from "../../src/rounds/press.ts";
import type { RoundField, RoundForm } from "../../src/rounds/replies.ts";
import type { Speaker } from "../../src/texts.ts";
import { cut, LIMITS, plain } from "./blocks.ts";
import { parseJson } from "./markup.ts";
import { USER_ID, withoutPeople } from "./mentions.ts";
import { OPTION_VALUE_CHARS_MAX } from "./press.ts";
import { interactionTenant, tenantOfInteraction } from "./tenant.ts";

/** The one input of each field; its block is named after the field. */
const INPUT = "value";
const BLOCK = "field:";
/** The `callback_id` of every form of a round. */
export const ROUND_FORM = "certwise-round";

const originSchema = z.strictObject({
  /** The channel a round would be opened in. */
  channel: z.string().exactOptional(),
});
const kept = z.strictObject({ press: formPressSchema, origin: originSchema });

/** Where a form was opened. */
export type FormOrigin = Readonly<z.infer<typeof originSchema>>;

/** Renders a form of a round as a modal; whatever its fields are, each is drawn by its kind. */
export function renderForm(
  form: RoundForm<string>,
  origin: FormOrigin,
  speaker: Speaker,
): ModalView {
  return {
    type: "modal",
    callback_id: ROUND_FORM,
    private_metadata: JSON.stringify({ press: form.press, origin }),
    title: plain(withoutPeople(form.title), LIMITS.modalTitleChars),
    submit: plain(withoutPeople(form.submit), LIMITS.modalTitleChars),
    close: plain(speaker.say({ text: "slack.close" }), LIMITS.modalTitleChars),
    blocks: form.fields.map(toInput),
  };
}

function toInput(field: RoundField<string>): InputBlock {
  const hint = field.hint === undefined ? "" : withoutPeople(field.hint);
  return {
    type: "input",
    block_id: `${BLOCK}${field.id}`,
    label: plain(withoutPeople(field.label), LIMITS.labelChars),
    element: toElement(field),
    optional: !field.required,
    ...(hint.trim() === "" ? {} : { hint: plain(hint, LIMITS.labelChars) }),
  };
}

function toElement(field: RoundField<string>): InputBlock["element"] {
  const { kind, value = "" } = field;
  const at = { action_id: INPUT };
  const options = toOptions(field);
  const isChosen = (one: PlainTextOption) => value.split(",").includes(one.value ?? "");
  switch (kind) {
    case "line":
    case "text":
    case "money":
    case "hours": {
      const charsMax = Math.max(1, Math.min(field.charsMax, LIMITS.inputChars));
      return {
        ...at,
        type: "plain_text_input",
        multiline: kind === "text",
        max_length: charsMax,
        ...(value === "" ? {} : { initial_value: cut(value, charsMax) }),
      };
    }
    case "date": {
      const day = toDay(value);
      return { ...at, type: "datepicker", ...(day === undefined ? {} : { initial_date: day }) };
    }
    case "person":
      return {
        ...at,
        type: "users_select",
        ...(USER_ID.test(value) ? { initial_user: value } : {}),
      };
    case "people": {
      const known = value.split(",").filter((id) => USER_ID.test(id));
      return {
        ...at,
        type: "multi_users_select",
        ...(known.length === 0 ? {} : { initial_users: known }),
      };
    }
    case "choice": {
      const first = options.find(isChosen);
      return {
        ...at,
        type: "static_select",
        options,
        ...(first === undefined ? {} : { initial_option: first }),
      };
    }
    case "several": {
      const ticked = options.slice(0, LIMITS.radioOptions).filter(isChosen);
      return {
        ...at,
        type: "checkboxes",
        options: options.slice(0, LIMITS.radioOptions),
        ...(ticked.length === 0 ? {} : { initial_options: ticked }),
      };
    }
  }
}

function toOptions({ options = [] }: RoundField<string>): PlainTextOption[] {
  const fit = options.filter(({ id }) => id !== "" && id.length <= OPTION_VALUE_CHARS_MAX);
  return fit.slice(0, LIMITS.selectOptions).map(({ id, label }) => ({
    text: plain(withoutPeople(label), LIMITS.optionChars),
    value: id,
  }));
}

/** A day as the picker wants it, of a day or ms since epoch. */
function toDay(value: string): string | undefined {
  if (/^\d{4}-\d\d-\d\d$/u.test(value)) return value;
  const at = new Date(Number(value));
  const isTime = /^\d{10,}$/u.test(value) && !Number.isNaN(at.getTime());
  return isTime ? at.toISOString().slice(0, 10) : undefined;
}

/** A form of a round that was sent off. */
export interface FilledForm {
  readonly tenant: string;
  readonly person: string;
  /** The same on every delivery. */
  readonly deliveryId: string;
  readonly name?: string;
  readonly fill: Fill;
  readonly origin: FormOrigin;
}

const valueSchema = z.object({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});
const bodySchema = z.object({
  ...interactionTenant,
  view: interactionTenant.view
    .unwrap()
    .unwrap()
    .extend({
      id: z.string().min(1),
      private_metadata: z.string(),
      state: z.object({ values: z.record(z.string(), z.record(z.string(), valueSchema)) }),
    }),
});

/** What is wrong with a filled form, as Slack shows it beside each input; undefined when it can be taken. */
export function toErrors(
  { fill }: FilledForm,
  known: { readonly dialog: Dialog; readonly speaker: Speaker; readonly now: number },
): Readonly<Record<string, string>> | undefined {
  const faults = [...findFormFaults(fill, known)];
  return faults.length === 0
    ? undefined
    : Object.fromEntries(
        faults.map(([field, fault]) => [`${BLOCK}${field}`, known.speaker.say(fault)]),
      );
}

/** Reads a form that was sent off; undefined when it is none of a round. */
export function toFilledForm(body: unknown): FilledForm | undefined {
  const sent = bodySchema.safeParse(body).data;
  if (!sent) return undefined;
  const { user, view } = sent;
  const stored = kept.safeParse(parseJson(view.private_metadata)).data;
  if (!stored) return undefined;
  const fields = Object.fromEntries(
    Object.entries(view.state.values).flatMap(([block, inputs]) => {
      const given = toText(inputs[INPUT]);
      const isField = block.startsWith(BLOCK) && given !== undefined;
      return isField ? [[block.slice(BLOCK.length), given]] : [];
    }),
  );
  return {
    tenant: tenantOfInteraction(sent),
    person: user.id,
    deliveryId: `form ${view.id}`,
    ...(user.username === undefined ? {} : { name: user.username }),
    fill: { ...stored.press, type: "fill", fields },
    origin: stored.origin,
  };
}

function toText(input: z.infer<typeof valueSchema> | undefined): string | undefined {
  const several = input?.selected_options?.map(({ value }) => value).join(",");
  return (
    input?.value ??
    input?.selected_date ??
    input?.selected_user ??
    input?.selected_users?.join(",") ??
    input?.selected_option?.value ??
    several ??
    undefined
  );
}
