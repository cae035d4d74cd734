import type { AskEvent, ButtonEvent } from "../../src/engine/conversation.ts";
import type { RoundPress } from "../../src/rounds/press.ts";
import { parseRoundFields, toRoundFields } from "./round-press.ts";
import { isSnowflake } from "./snowflake.ts";

/** What a button or an option of a select stands for: an event of the conversation, or of a round, or a modal to type into. */
export type Press =
  | ButtonEvent
  | AskEvent
  | { readonly type: "team"; readonly event: RoundPress }
  | { readonly type: "type"; readonly question: string; readonly revision: number };

/** A press with whose it is. */
export interface OwnedPress {
  /** The only person who may use it; absent: whoever presses it begins their own interview. */
  readonly owner?: string;
  /** The round whose interview it belongs to; absent: the person's own interview. */
  readonly round?: string;
  readonly press: Press;
}

/** https://docs.discord.com/developers/components/reference#anatomy-of-a-component (custom_id). */
const CUSTOM_ID_CHARS_MAX = 100;
const VERSION = "c1";
const SEPARATOR = "|";

/** One letter an event: what a button carries has to fit into 100 characters. */
const LETTERS = {
  answer: "a",
  unsure: "u",
  skip: "k",
  edit: "e",
  yes: "y",
  no: "n",
  unfold: "f",
  back: "b",
  why: "w",
  review: "r",
  advise: "d",
  resume: "g",
  restart: "x",
  stop: "q",
  pause: "j",
  start: "s",
  save: "v",
  share: "h",
  post: "p",
  remind: "m",
  history: "i",
  forget: "z",
  type: "t",
  team: "o",
} as const satisfies Record<Press["type"], string>;

const TYPES: ReadonlyMap<string, Press["type"]> = new Map(
  Object.keys(LETTERS)
    .filter(isType)
    .map((type) => [LETTERS[type], type]),
);

function isType(name: string): name is Press["type"] {
  return name in LETTERS;
}

/**
 * Writes what a component carries: version, whose it is, a tag that sets it apart from others on its screen, the press.
 *
 * @param tag - Letters and digits; two components of one screen may stand for the same press, but not share an id.
 * @returns At most 100 characters: what takes more than those stands for "where am I", since a part of an id may be
 *   another one.
 */
export function encodePress(owned: OwnedPress, tag = ""): string {
  const { owner, round, press } = owned;
  let customId = `${VERSION}|${toOwner(owner, round)}|${tag}|${LETTERS[press.type]}`;
  for (const field of toFields(press)) customId += SEPARATOR + field;
  if (customId.length > CUSTOM_ID_CHARS_MAX)
    return encodePress({ ...owned, press: { type: "resume" } }, tag);
  return customId.toWellFormed();
}

/** Reads what `encodePress` wrote; undefined for anything else. */
export function decodePress(customId: string): OwnedPress | undefined {
  const [version, whose = "", tag, letter, ...fields] = customId.split(SEPARATOR);
  const type = TYPES.get(letter ?? "");
  const owner = parseOwner(whose);
  if (version !== VERSION || type === undefined || !owner) return undefined;
  const press = readPress(type, fields);
  const owned = press && { ...owner, press };
  return owned && encodePress(owned, tag) === customId ? owned : undefined;
}

function toOwner(owner = "", round?: string): string {
  return round === undefined ? owner : `${owner}.${round}`;
}

function parseOwner(
  whose: string,
): { readonly owner?: string; readonly round?: string } | undefined {
  const [owner = "", round, ...more] = whose.split(".");
  const isRead = (owner === "" || isSnowflake(owner)) && more.length === 0;
  if (!isRead || (round !== undefined && !/^[\w-]{1,40}$/u.test(round))) return undefined;
  return { ...(owner !== "" && { owner }), ...(round !== undefined && { round }) };
}

/** What a modal carries: its question, and when it was opened, which is the moment the person saw the question. */
export interface ModalTag {
  readonly owner: string;
  /** The round whose interview it belongs to. */
  readonly round?: string | undefined;
  readonly question: string;
  readonly revision: number;
  /** Id of the interaction that opened it; it makes the modal's own id unique. */
  readonly opener: string;
}

const MODAL_VERSION = "m1";

/** Writes the `custom_id` of a modal; undefined for what takes more than 100 characters: a part of an id may be another one. */
export function encodeModal(tag: ModalTag): string | undefined {
  const { owner, round, question, revision: shown, opener } = tag;
  const customId = [MODAL_VERSION, toOwner(owner, round), opener, shown, question].join(SEPARATOR);
  return customId.length > CUSTOM_ID_CHARS_MAX ? undefined : customId;
}

/** Reads what `encodeModal` wrote; undefined for anything else. */
export function decodeModal(customId: string): ModalTag | undefined {
  const fields =
    /^m1\|(?<whose>[^|]+)\|(?<opener>\d{1,20})\|(?<revision>\d{1,9})\|(?<question>.+)$/su.exec(
      customId,
    )?.groups;
  const owned = parseOwner(fields?.["whose"] ?? "");
  if (!fields || owned?.owner === undefined) return undefined;
  const { opener = "", question = "" } = fields;
  const { owner, round } = owned;
  return { owner, round, opener, question, revision: Number(fields["revision"]) };
}

function toFields(press: Press): readonly (string | number)[] {
  switch (press.type) {
    case "answer":
      return [press.revision, press.question, press.option];
    case "unsure":
    case "skip":
    case "edit":
    case "type":
      return [press.revision, press.question];
    case "unfold":
      return [press.revision, ...(press.section === undefined ? [] : [press.section])];
    case "yes":
    case "no":
    case "back":
    case "why":
    case "review":
    case "advise":
    case "resume":
    case "restart":
    case "stop":
    case "pause":
    case "forget":
      return press.revision === undefined ? [] : [press.revision];
    case "team":
      return toRoundFields(press.event);
    case "start":
      return press.text === undefined ? [] : [press.text];
    case "share":
    case "post": {
      const { preview, parts } = press;
      if (parts !== undefined) return [preview ?? "", parts];
      return preview === undefined ? [] : [preview];
    }
    case "save":
    case "remind":
    case "history":
      return press.parts === undefined ? [] : [press.parts];
  }
}

/** Of "01" or "1e3" too: `decodePress` writes what it read again, and takes only what comes out the same. */
function toRevision(field: string | undefined): number | undefined {
  const revision = Number(field);
  return Number.isSafeInteger(revision) && revision >= 0 ? revision : undefined;
}

/** The twin of `toFields`; undefined where a field is missing or of another kind. */
function readPress(type: Press["type"], fields: readonly string[]): Press | undefined {
  const [first, question, ...rest] = fields;
  const revision = toRevision(first);
  const text = first === undefined ? undefined : fields.join(SEPARATOR);
  switch (type) {
    case "answer": {
      const option = rest.join(SEPARATOR);
      return revision !== undefined && question && option
        ? { type, question, option, revision }
        : undefined;
    }
    case "unsure":
    case "skip":
    case "edit":
    case "type":
      return revision !== undefined && question && rest.length === 0
        ? { type, question, revision }
        : undefined;
    case "yes":
    case "no":
      return revision === undefined ? undefined : { type, revision };
    case "unfold":
      if (revision === undefined || question === "") return undefined;
      return question === undefined ? { type, revision } : { type, section: question, revision };
    case "back":
    case "why":
    case "review":
    case "advise":
    case "resume":
    case "restart":
    case "stop":
    case "pause":
    case "forget":
      if (first === undefined) return { type };
      return revision === undefined ? undefined : { type, revision };
    case "start":
      return text === undefined ? { type } : { type, text };
    case "share":
    case "post": {
      // Of an earlier version that wrote the parts alone: taken for a preview, it is none of the present ones.
      const [preview = "", ...parts] = fields;
      return {
        type,
        ...(preview !== "" && { preview }),
        ...(parts.length > 0 && { parts: parts.join(SEPARATOR) }),
      };
    }
    case "save":
    case "remind":
    case "history":
      return text === undefined ? { type } : { type, parts: text };
    case "team": {
      const event = parseRoundFields(fields);
      return event && { type, event };
    }
  }
}
