import { z } from "zod";
import { withoutMentions } from "../../src/rounds/replies.ts";
import type { RoundField } from "../../src/rounds/replies.ts";
import { LIMITS } from "./blocks.ts";
import type { Component } from "./blocks.ts";
import { cutLabel, cutWords } from "./escape.ts";
import { isSnowflake } from "./snowflake.ts";

/** https://docs.discord.com/developers/components/reference#radio-group and #checkbox-group, #text-input */
const FIELD_LIMITS = {
  groupMin: 2,
  groupMax: 10,
  inputCharsMax: 4000,
  optionCharsMax: 100,
} as const;

/** Draws one field of a modal, of a round or of an interview, with its label. What is filled in comes back by its id. */
export function drawField(field: RoundField<string>): Component {
  const description = cutWords(field.hint ?? "", LIMITS.labelDescriptionCharsMax);
  return {
    type: 18,
    label: cutLabel(field.label, LIMITS.labelCharsMax),
    ...(description === "" ? {} : { description }),
    component: drawInput(field),
  };
}

function drawInput(field: RoundField<string>): Component {
  const { id, kind, value, required } = field;
  switch (kind) {
    case "person": {
      const known = isSnowflake(value) ? [{ type: "user", id: value }] : [];
      const defaults = known.length === 0 ? {} : { default_values: known };
      return { type: 5, custom_id: id, required, ...countOf(required, 1), ...defaults };
    }
    case "people":
      return drawPeople(field);
    case "choice":
      return drawChoice(field);
    case "several":
      return drawSeveral(field);
    case "line":
    case "text":
    case "money":
    case "hours":
    case "date":
      return drawText(field);
  }
}

/** People and roles. https://docs.discord.com/developers/components/reference#mentionable-select */
function drawPeople({ id, value = "", required }: RoundField<string>): Component {
  const known = value.split(",").flatMap((one) => {
    const { role, id: named } = /^(?<role>&?)(?<id>\d{1,20})$/u.exec(one)?.groups ?? {};
    return named === undefined ? [] : [{ type: role === "&" ? "role" : "user", id: named }];
  });
  const defaults = known.slice(0, LIMITS.optionsMax);
  return {
    type: 7,
    custom_id: id,
    required,
    ...countOf(required, LIMITS.optionsMax),
    ...(defaults.length === 0 ? {} : { default_values: defaults }),
  };
}

function drawText({ id, kind, value, required, charsMax }: RoundField<string>): Component {
  const longest = Math.min(Math.max(charsMax, 1), FIELD_LIMITS.inputCharsMax);
  const known = (kind === "date" ? toDay(value) : value)?.toWellFormed().slice(0, longest);
  return {
    type: 4,
    custom_id: id,
    style: kind === "text" ? 2 : 1,
    required,
    max_length: longest,
    ...(known ? { value: known } : {}),
  };
}

/** A time of the clock is not what people type. */
function toDay(value: string | undefined): string | undefined {
  const isTime = value !== undefined && /^\d{10,15}$/u.test(value);
  return isTime ? new Date(Number(value)).toISOString().slice(0, 10) : value;
}

/** Whether so many options can be shown as a radio group. */
export function fitsRadioGroup(count: number): boolean {
  return count >= FIELD_LIMITS.groupMin && count <= FIELD_LIMITS.groupMax;
}

/** A group shows all options at once, where Discord has room for them. */
function drawChoice({ id, value, required, options = [] }: RoundField<string>): Component {
  const shown = options.slice(0, LIMITS.optionsMax).map((option) => ({
    ...toOption(option),
    ...(option.id === value ? { default: true } : {}),
  }));
  return fitsRadioGroup(shown.length)
    ? { type: 21, custom_id: id, required, options: shown }
    : { type: 3, custom_id: id, required, ...countOf(required, 1), options: shown };
}

function drawSeveral({ id, value = "", required, options = [] }: RoundField<string>): Component {
  const on = new Set(value.split(","));
  const isGroup = options.length <= FIELD_LIMITS.groupMax;
  const shown = options.slice(0, LIMITS.optionsMax).map((option) => ({
    ...toOption(option),
    ...(on.has(option.id) ? { default: true } : {}),
  }));
  const about = { custom_id: id, required, ...countOf(required, shown.length) };
  return { type: isGroup ? 22 : 3, ...about, options: shown };
}

function countOf(required: boolean, most: number) {
  return { min_values: required ? 1 : 0, max_values: most };
}

function toOption({ id, label }: { readonly id: string; readonly label: string }) {
  return { label: cutLabel(label, FIELD_LIMITS.optionCharsMax), value: id };
}

const componentSchema = z.object({
  custom_id: z.string(),
  value: z.unknown().optional(),
  values: z.array(z.string()).optional(),
});
const modalSchema = z.object({
  components: z.array(z.object({ component: z.unknown().optional() })),
  resolved: z
    .object({
      users: z.record(z.string(), z.object({ bot: z.boolean().optional() })).optional(),
      roles: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});

/**
 * What was filled into a modal, by field: what was typed, the option or the ids of the options that were chosen, or the
 * person that was picked. A role is named by `&` and its id. A bot that was picked is left out: it cannot say yes to anything.
 */
export function readFields(data: unknown): Readonly<Record<string, string>> {
  const { components = [], resolved } = modalSchema.safeParse(data).data ?? {};
  const idOf = (id: string) => (resolved?.roles?.[id] === undefined ? id : `&${id}`);
  const isBot = (id: string) => resolved?.users?.[id]?.bot === true;
  return Object.fromEntries(
    components.flatMap(({ component }) => {
      const field = componentSchema.safeParse(component).data;
      if (!field) return [];
      const { custom_id: name, value, values } = field;
      if (values)
        return [
          [
            name,
            values
              .filter((id) => !isBot(id))
              .map(idOf)
              .join(","),
          ] as const,
        ];
      return typeof value === "string" ? [[name, withoutMentions(value).trim()] as const] : [];
    }),
  );
}
