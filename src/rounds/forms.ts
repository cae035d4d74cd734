import { say } from "../engine/reply.ts";
import type { RoundPermission } from "../team/opening.ts";
import type { NoticeCode } from "../team/effects.ts";
import { findToDecide } from "../team/sight.ts";
import { ROUND_LIMITS } from "../team/state.ts";
import type { Request, Round } from "../team/state.ts";
import type { Draft } from "./draft.ts";
import type { FormPress } from "./press.ts";
import type { RoundField, RoundForm } from "./replies.ts";

const THRESHOLDS = ["3", "4", "5", "7", "10"];

/** What a form is filled with. */
interface Known {
  /** Who wants to fill it in. */
  readonly person: string;
  readonly round: Round | undefined;
  readonly draft: Draft;
  /** For `settings`. */
  readonly permission?: RoundPermission;
}

/** Why somebody has nothing to fill in there. */
export interface FormRefusal {
  readonly refused: NoticeCode;
}

/** Makes a form, filled with what is known, for whoever may fill it in. The round checks the same again when it comes back. */
export function toForm(press: FormPress, known: Known): RoundForm | FormRefusal {
  const { round, person } = known;
  if (press.form === "approve-if" || press.form === "decline") {
    const sight = round && findToDecide(round, person, press.request ?? "");
    if (sight?.type !== "seen") return { refused: sight?.why ?? "no-round" };
    return drawForm(press, { ...known, asked: sight.request });
  }
  return press.form === "approver" && round && round.openedBy !== person
    ? { refused: "replace-not-yours" }
    : drawForm(press, known);
}

function drawForm(press: FormPress, known: Known & { readonly asked?: Request }): RoundForm {
  return {
    press,
    title: say(`round.form.${press.form}.title`),
    submit: say(`round.form.${press.form}.submit`),
    fields: fieldsOf(press, known),
  };
}

function fieldsOf(
  { form }: FormPress,
  { round, draft, permission, asked }: Known & { readonly asked?: Request },
): readonly RoundField[] {
  switch (form) {
    case "open":
      return [
        field("topic", "line", true),
        field("budget", "money", false),
        field("closes", "date", false),
        field("approver", "person", true),
        {
          ...field("threshold", "choice", false),
          value: "5",
          options: THRESHOLDS.map((id) => ({ id, label: say("round.plain", { text: id }) })),
        },
      ];
    case "approver":
      return [field("approver", "person", true)];
    case "settings": {
      const people = permission?.type === "people" ? permission.people.join(",") : undefined;
      return [field("people", "people", false, people)];
    }
    case "request":
      return [
        field("name", "line", true, draft.name),
        field("amount", "money", true, amountText(draft.amount, round?.currency)),
        field("hours", "hours", false, draft.hours === undefined ? undefined : `${draft.hours} h`),
        field("task", "text", false, draft.task),
        field("cheaperWay", "text", false, draft.cheaperWay),
      ];
    case "approve-if":
      return [
        field("condition", "text", true),
        field("amount", "money", false, amountText(asked?.content.amount, round?.currency)),
      ];
    case "decline":
      return [field("reason", "text", true)];
    case "review":
      return [
        {
          ...field("used", "choice", true),
          value: "yes",
          options: ["yes", "no"].map((id) => ({ id, label: say(`round.used.${id}`) })),
        },
        {
          ...field("gains", "several", false),
          options: ["skills", "productivity", "value"].map((id) => ({
            id,
            label: say(`round.gain.${id}`),
          })),
        },
      ];
  }
}

function field(
  id: string,
  kind: RoundField["kind"],
  required: boolean,
  value?: string,
): RoundField {
  return {
    id,
    kind,
    label: say(`round.field.${id}`),
    hint: say(`round.hint.${id}`),
    required,
    charsMax: kind === "text" ? ROUND_LIMITS.textCharsMax : ROUND_LIMITS.lineCharsMax,
    ...(value !== undefined && { value }),
  };
}

function amountText(amount: number | undefined, currency: string | undefined): string | undefined {
  return amount === undefined ? undefined : `${amount} ${currency ?? ""}`.trim();
}
