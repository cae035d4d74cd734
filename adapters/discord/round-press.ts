import { roundPressSchema } from "../../src/rounds/press.ts";
import type { FormPress, RoundPress } from "../../src/rounds/press.ts";
import { isSnowflake } from "./snowflake.ts";

/** One letter a press: what a button carries has to fit into 100 characters. */
const LETTERS = {
  join: "j",
  about: "a",
  budget: "b",
  accept: "y",
  refuse: "n",
  close: "c",
  cancel: "x",
  ask: "k",
  send: "s",
  withdraw: "w",
  approve: "p",
  later: "l",
  confirm: "o",
  export: "e",
  queue: "q",
  review: "r",
  agree: "g",
  disagree: "d",
  form: "f",
} as const satisfies Record<RoundPress["type"], string>;

/** Writes a press of a round as fields without a separator in them. `parseRoundFields` reads them. */
export function toRoundFields(press: RoundPress): readonly string[] {
  const head = [LETTERS[press.type], press.round ?? ""];
  switch (press.type) {
    case "send":
    case "withdraw":
    case "approve":
    case "later":
    case "confirm":
      return [...head, press.request];
    case "agree":
    case "disagree":
      return [...head, press.request, press.approver];
    case "close":
    case "cancel":
      return [...head, ...(press.answered === undefined ? [] : [String(press.answered)])];
    case "queue":
      return [...head, String(press.from)];
    case "export":
      return [...head, press.format];
    case "review":
      return [...head, press.used ? "1" : "0", ...(press.gains === undefined ? [] : [press.gains])];
    case "form":
      return [...head, press.form, ...(press.request === undefined ? [] : [press.request])];
    case "join":
    case "about":
    case "budget":
    case "accept":
    case "refuse":
    case "ask":
      return head;
  }
}

/** Reads what `toRoundFields` wrote; undefined for anything else. */
export function parseRoundFields(fields: readonly string[]): RoundPress | undefined {
  const [letter, round = "", first, second] = fields;
  const type = Object.entries(LETTERS).find(([, known]) => known === letter)?.[0];
  const named = {
    type,
    ...(round === "" ? {} : { round }),
    ...(first === undefined ? {} : namedFields(type, first, second)),
  };
  return roundPressSchema.safeParse(named).data;
}

function namedFields(
  type: string | undefined,
  first: string,
  second: string | undefined,
): Readonly<Record<string, unknown>> {
  if (type === "export") return { format: first };
  if (type === "queue") return { from: Number(first) };
  if (type === "close" || type === "cancel") return { answered: Number(first) };
  const more = (name: string) => (second === undefined ? {} : { [name]: second });
  if (type === "agree" || type === "disagree") return { request: first, ...more("approver") };
  if (type === "review") return { used: first === "1", ...more("gains") };
  return type === "form" ? { form: first, ...more("request") } : { request: first };
}

/** What the modal of a round's form carries. */
export interface FormTag {
  readonly owner: string;
  /** Id of the interaction that opened it; it makes the modal's own id unique. */
  readonly opener: string;
  readonly press: FormPress;
}

const FORM_VERSION = "m2";
const SEPARATOR = "|";

/** Writes the `custom_id` of a round's modal: 84 characters at most, since a round and a request have short ids. */
export function encodeForm({ owner, opener, press }: FormTag): string {
  return [FORM_VERSION, owner, opener, ...toRoundFields(press)].join(SEPARATOR);
}

/** Reads what `encodeForm` wrote; undefined for anything else. */
export function decodeForm(customId: string): FormTag | undefined {
  const [version, owner = "", opener = "", ...fields] = customId.split(SEPARATOR);
  const press = parseRoundFields(fields);
  if (version !== FORM_VERSION || press?.type !== "form") return undefined;
  return isSnowflake(owner) ? { owner, opener, press } : undefined;
}
