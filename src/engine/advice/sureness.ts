import { isBlank } from "../answers.ts";
import type { AdviceContext } from "../reasons.ts";
import { say } from "../reply.ts";
import type { Text } from "../reply.ts";
import { joined } from "./verdict-sentence.ts";

/** How sure the verdict is, in words: what is still open is named. */
export function surenessOf({ dialog, conversation, path, judgement }: AdviceContext): Text {
  const { confidence, evidence, step, blockers } = judgement;
  if (confidence.type === "close") return say("sureness.near");
  if (confidence.type === "missing") {
    const open = dialog.questions.filter(({ id, deciding }) => {
      const answer = conversation.answers[id];
      return deciding && path.asked.includes(id) && (answer === undefined || isBlank(answer));
    });
    const names = open.slice(0, OPEN_NAMED_MAX).map(({ id }) => say(`questions.${id}.open`));
    return say("sureness.missing", { count: confidence.count, facts: joined(names) ?? "" });
  }
  if (step === 0 && blockers.length > 0) return say("sureness.first");
  const isOneWay = evidence.every(({ points }) => points > 0 === step > 0);
  return say(isOneWay ? "sureness.same" : "sureness.counted");
}

const OPEN_NAMED_MAX = 3;
