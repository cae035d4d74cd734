import type { Dialog } from "../engine/dialog.ts";
import { readHoursIn } from "../engine/hearing/hours.ts";
import { readMoney } from "../engine/hearing/money-field.ts";
import { say } from "../engine/reply.ts";
import type { Text } from "../engine/reply.ts";
import { findProposalFaults } from "../team/opening.ts";
import type { ProposalFault } from "../team/opening.ts";
import { ROUND_LIMITS } from "../team/state.ts";
import { sayClosingFault } from "./closing-day.ts";
import { textOf } from "./draft.ts";
import type { Fill } from "./press.ts";
import { toProposal } from "./meaning.ts";

/** The field in which each fault of a new round is put right. */
const FIELDS: Readonly<Record<ProposalFault, string>> = {
  topic: "topic",
  currency: "budget",
  budget: "budget",
  "closes-at": "closes",
  "remind-at": "closes",
  threshold: "threshold",
  approver: "approver",
};

/**
 * What is wrong with a filled form as far as its words alone tell, by field, so that a form can say so before it closes.
 * What hangs on the round is for `takeRoundTurn` to say; it checks everything again.
 *
 * @returns What would be right, one sentence a field; empty when nothing is wrong.
 */
export function findFormFaults(
  { form, fields }: Fill,
  { dialog, now }: { readonly dialog: Dialog; readonly now: number },
): ReadonlyMap<string, Text> {
  const faults = new Map<string, Text>();
  const find = (field: string, fault: string) => {
    if (!faults.has(field))
      faults.set(field, say("round.fault-here", { fault: say(`round.fault.${fault}`) }));
  };
  const typed = (field: string) => textOf(fields[field]);
  const findMissing = (field: string) => {
    if (typed(field) === undefined) find(field, "missing");
  };
  switch (form) {
    case "open": {
      const proposed = toProposal(fields, { person: "", now, permitted: true, dialog, newId: "" });
      const unclear = sayClosingFault(fields["closes"], now, dialog);
      for (const fault of findProposalFaults(proposed))
        if (fault === "closes-at" && unclear) faults.set("closes", unclear);
        else find(FIELDS[fault], fault);
      break;
    }
    case "request":
    case "approve-if": {
      const money = typed("amount");
      const amount =
        money === undefined ? undefined : readMoney(money, dialog.words, "USD")?.amount;
      const isSound = amount !== undefined && amount > 0 && amount <= ROUND_LIMITS.amountMax;
      if (money !== undefined && !isSound) find("amount", "amount");
      const hours = typed("hours");
      if (hours !== undefined && readHoursIn(hours, dialog.words) === undefined)
        find("hours", "hours");
      for (const field of form === "request" ? ["name", "amount"] : ["condition"])
        findMissing(field);
      break;
    }
    case "decline":
      findMissing("reason");
      break;
    case "approver":
      findMissing("approver");
      break;
    case "review":
    case "settings":
      break;
  }
  return faults;
}
