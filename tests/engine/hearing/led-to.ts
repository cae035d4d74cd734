import type { Outcome } from "./spoken.ts";

/** Every text key that a reply says, in one line. */
function saidIn({ reply }: Pick<Outcome, "reply">): string {
  return JSON.stringify(reply);
}

/** The command that a text was taken for, by what followed. */
export function ledTo({ before, after, reply, asks, recorded }: Outcome, at: string): string {
  if (asks !== undefined) return asks;
  const blank = recorded[at];
  if (typeof blank === "object" && "blank" in blank)
    return blank.blank === "unsure" ? "unsure" : "skip";
  if (Object.keys(recorded).length > 0) return "an answer";
  const { proposal } = after;
  if (proposal && "asked" in proposal) return proposal.type;
  const said = JSON.stringify(reply);
  if (reply.type === "notice") return reply.notice.startsWith("pause") ? "pause" : reply.notice;
  if (reply.type === "advice") return "advise";
  if (reply.type === "review") return "review";
  if (said.includes('"asked.help"')) return "help";
  if (said.includes('"note.catalogue"') || said.includes('"note.found"')) return "list";
  if (reply.type !== "question") return reply.type;
  if (reply.why !== undefined) return "why";
  if (reply.question !== at && after.focus !== undefined) return "back";
  if (said.includes('"clarify.')) return "not understood";
  if (said.includes('"asked.')) return "a question";
  return after.revision === before.revision || reply.question === at ? "resume" : "another screen";
}

/** A question was answered, and its screen stands again. */
export function isExplained({ reply }: Pick<Outcome, "reply">): boolean {
  return (
    reply.type === "question" && (reply.why !== undefined || saidIn({ reply }).includes('"asked.'))
  );
}
