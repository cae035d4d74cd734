import { randomUUID } from "node:crypto";
import { joinRound, takeDueRounds, takeRoundTurn } from "../../src/rounds.ts";
import type { InterviewTurn, RoundRequest } from "../../src/rounds.ts";
import type { TurnParts } from "../../src/turn.ts";
import type { Line } from "./protocol.ts";

/** Takes a line about a round. */
export async function takeRoundLine(
  parts: TurnParts,
  line: Extract<Line, { type: "round" }>,
  now: number,
): Promise<InterviewTurn> {
  const { id, person, tenant, at, locale, channel, names, administers } = line;
  const { event } = line;
  const request: RoundRequest = {
    tenant,
    person,
    deliveryId: id === undefined ? randomUUID() : JSON.stringify([person, id]),
    event: { ...event, now: at ?? now },
    address: { json: true },
    channel: { id: channel, address: { json: true } },
    ...(locale !== undefined && { locale }),
    ...(names && { names }),
    ...(administers !== undefined && { administers }),
  };
  if (event.type === "join") return joinRound(parts, request);
  return { owed: [], rounds: await takeRoundTurn(parts, request) };
}

/** Lets everything fall due that was to happen in rounds up to a time, each at its own time. */
export async function takeTick(
  parts: TurnParts,
  { tenant, now }: Extract<Line, { type: "tick" }>,
): Promise<InterviewTurn> {
  return { owed: [], rounds: await takeDueRounds(parts, { tenant, until: now }) };
}
