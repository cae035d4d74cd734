import { z } from "zod";
import { ifReadable, readStored } from "../../src/unreadable.ts";
import type { Beside, Sent, TurnParts } from "../../src/turn.ts";

const screenSchema = z.object({
  /** The team round whose interview it is; absent: the personal one. */
  round: z.string().exactOptional(),
  channel: z.string(),
  message: z.string(),
  kind: z.enum(["question", "advice"]),
  /** The question as it stands on it. */
  title: z.string(),
  /** The revision of the last advice that was given in this interview. */
  advised: z.number().exactOptional(),
  /** When it was shown, ms since epoch. */
  at: z.number(),
});
const placeSchema = z.object({
  /** One an interview; the one that was shown last comes last. */
  screens: z.array(screenSchema),
  /** From this message on, what the bot says is of this interview: older ones can be answered by a reply to them. */
  stretches: z.array(z.object({ from: z.string(), round: z.string().exactOptional() })),
});

/** What stands in a person's direct message with the bot. */
export interface Place {
  readonly screens: readonly Screen[];
  readonly stretches: readonly { readonly from: string; readonly round?: string }[];
}
/** The last screen of one interview. */
export type Screen = Readonly<z.infer<typeof screenSchema>>;

/** Whose place. */
export interface Who {
  readonly tenant: string;
  readonly person: string;
}

/** Kept beside the person's conversations, so that erasing them erases it, and a restart finds the screens again. */
const DIALOG = "discord:place";
/** More interviews than anybody has at once. */
const SCREENS_MAX = 10;
const STRETCHES_MAX = 20;
/** Of somebody who was never there, or of whom it cannot be known. */
export const EMPTY_PLACE: Place = { screens: [], stretches: [] };

/** The place is rid of a round together with its interview: replies to what was said in it are meant for the personal one then. */
export const DISCORD_PLACE: Beside = {
  dialog: DIALOG,
  withoutRound: (state, round) => {
    const place = parsePlace(state);
    const stretches = place.stretches.map(({ from, ...of }) =>
      of.round === round ? { from } : { from, ...of },
    );
    return JSON.stringify({ screens: others(place, round), stretches });
  },
};

/** What stands in the direct message; empty for somebody who was never there. */
export async function readPlace(storage: TurnParts["storage"], who: Who): Promise<Place> {
  return parsePlace((await storage.read(keyOf(who)))?.state);
}

/** The last screen of an interview. */
export function screenOf({ screens }: Place, round: string | undefined): Screen | undefined {
  return screens.find((screen) => screen.round === round);
}

/**
 * The round whose interview words are meant for: that of the message they reply to, else that of the screen that was
 * shown last; undefined for the personal interview.
 */
export function roundMeant(place: Place, repliedTo: string | undefined): string | undefined {
  if (repliedTo === undefined) return place.screens.at(-1)?.round;
  const replied = place.screens.find(({ message }) => message === repliedTo);
  if (replied) return replied.round;
  const stretch = place.stretches.findLast(({ from }) => BigInt(from) <= BigInt(repliedTo));
  return stretch ? stretch.round : place.screens.at(-1)?.round;
}

/** Marks a screen as sent, and keeps where it stands. */
export function shownScreen(who: Who, screen: Screen): Sent {
  return keeping(who, screen.at, (place) => {
    const before = screenOf(place, screen.round);
    const advised = before?.advised === undefined ? {} : { advised: before.advised };
    const screens = [...others(place, screen.round), { ...advised, ...screen }];
    return { screens: screens.slice(-SCREENS_MAX), stretches: stretched(place, screen) };
  });
}

/** Marks as sent what leaves an interview without a screen. */
export function withoutScreen(who: Who, round: string | undefined, now: number): Sent {
  return keeping(who, now, (place) => ({ ...place, screens: others(place, round) }));
}

function keeping(who: Who, now: number, next: (place: Place) => Place): Sent {
  const change = (state: string | undefined) => JSON.stringify(next(parsePlace(state)));
  return { kept: { key: keyOf(who), isReadable, change, now } };
}

function others({ screens }: Place, round: string | undefined): readonly Screen[] {
  return screens.filter((screen) => screen.round !== round);
}

/** Only a message below all others begins a stretch. */
function stretched({ stretches }: Place, { message, round }: Screen): Place["stretches"] {
  const last = stretches.at(-1);
  if (last && (last.round === round || BigInt(message) <= BigInt(last.from))) return stretches;
  const next = { from: message, ...(round === undefined ? {} : { round }) };
  return [...stretches, next].slice(-STRETCHES_MAX);
}

function keyOf({ tenant, person }: Who) {
  return { tenant, person, dialog: DIALOG };
}

/** A place of another version is an unknown one: what hangs on it is tidiness, and typed words go to the personal interview. */
function parsePlace(state: string | undefined): Place {
  return (state === undefined ? undefined : readPlaceState(state)) ?? EMPTY_PLACE;
}

function isReadable(state: string): boolean {
  return readPlaceState(state) !== undefined;
}

function readPlaceState(state: string): Place | undefined {
  return ifReadable(() => readStored(state, placeSchema, "a place in Discord"));
}
