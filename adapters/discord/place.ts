import { z } from "zod";
import { isBefore } from "../../src/in-order.ts";
import type { Tick } from "../../src/in-order.ts";
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
const stoodSchema = z.object({
  revision: z.number(),
  /** The question it asked; absent: it asked for yes or no, or was an advice. */
  question: z.string().exactOptional(),
  round: z.string().exactOptional(),
  /** Since when, by Discord's clock, ms since epoch. */
  from: z.number(),
  /** Of an edited message, when the edit was begun: words that had arrived by then were typed before. */
  sent: z.object({ run: z.string(), count: z.number() }).exactOptional(),
});
const placeSchema = z.object({
  /** One an interview; the one that was shown last comes last. */
  screens: z.array(screenSchema),
  /** From this message on, what the bot says is of this interview: older ones can be answered by a reply to them. */
  stretches: z.array(z.object({ from: z.string(), round: z.string().exactOptional() })),
  /** The last screens of all interviews, in the order they were shown, newest last. */
  stood: z.array(stoodSchema).default([]),
  /** The last words the person called the bot with in a channel, and the message that answers them. */
  called: z.object({ message: z.string(), text: z.string() }).exactOptional(),
});

/** What stands in a person's direct message with the bot. */
export interface Place {
  readonly screens: readonly Screen[];
  readonly stretches: readonly { readonly from: string; readonly round?: string }[];
  readonly stood: readonly Stood[];
  readonly called?: { readonly message: string; readonly text: string };
}
/** A screen that stands or stood there: what is typed while it is the newest of its interview is typed to it. */
export type Stood = Readonly<z.infer<typeof stoodSchema>>;
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
/** More than are typed to at once; words that were typed to an older one than these belong to none that is known. */
const STOOD_MAX = 16;
/** Of somebody who was never there, or of whom it cannot be known. */
export const EMPTY_PLACE: Place = { screens: [], stretches: [], stood: [] };

/** The place is rid of a round together with its interview: replies to what was said in it are meant for the personal one then. */
export const DISCORD_PLACE: Beside = {
  dialog: DIALOG,
  withoutRound: (state, round) => {
    const place = parsePlace(state);
    const stretches = place.stretches.map(({ from, ...of }) =>
      of.round === round ? { from } : { from, ...of },
    );
    const stood = place.stood.filter((screen) => screen.round !== round);
    return JSON.stringify({ ...place, screens: others(place, round), stretches, stood });
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

/**
 * The screen of an interview that was the newest when something was typed, by the order that Discord gives its messages.
 *
 * @param typed - When it was typed, by Discord's clock, and when it arrived here.
 * @returns Undefined where nothing is known to have come later: the present screen is meant.
 */
export function stoodAt(
  { stood }: Place,
  round: string | undefined,
  { at, arrived }: { readonly at: number; readonly arrived: Tick },
): Stood | undefined {
  const own = stood.filter((screen) => screen.round === round);
  const found = own.findLast(({ from, sent }) => from <= at && !isBefore(arrived, sent));
  // On a server only the person sees the screens, and none of them is known here.
  if (found && found === own.at(-1)) return undefined;
  if (found || stood.length < STOOD_MAX) return found;
  const [oldest] = own;
  return oldest && { revision: oldest.revision - 1, from: 0 };
}

/** Marks a screen as sent, and keeps where it stands and since when. */
export function shownScreen(who: Who, screen: Screen, since: Stood): Sent {
  return keeping(who, screen.at, (place) => {
    const before = screenOf(place, screen.round);
    const advised = before?.advised === undefined ? {} : { advised: before.advised };
    const screens = [...others(place, screen.round), { ...advised, ...screen }];
    const { round, revision } = since;
    const last = place.stood.findLast((each) => each.round === round);
    // The same screen again stands since it was first shown.
    const stood = last?.revision === revision ? place.stood : [...place.stood, since];
    return {
      ...place,
      screens: screens.slice(-SCREENS_MAX),
      stretches: stretched(place, screen),
      stood: stood.slice(-STOOD_MAX),
    };
  });
}

/** Keeps the words somebody called the bot with: a button of the message that answers them has no room for them. */
export async function keepCalled(
  storage: TurnParts["storage"],
  who: Who,
  called: NonNullable<Place["called"]>,
  now: number,
): Promise<void> {
  const turn = { deliveryId: `called ${called.message}`, now, leaseMs: 0, address: "null" };
  await storage.turn({ key: keyOf(who), ...turn }, (stored) => ({
    state: JSON.stringify({ ...parsePlace(stored?.state), called }),
    replies: [],
    ...(stored && !isReadable(stored.state) && { setAside: true as const }),
  }));
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
