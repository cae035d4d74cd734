import type { Somebody, Table } from "../adapters/table.ts";

/** Something that came onto a screen, or changed there. */
export interface Shot {
  /** On whose screen, or "the channel". */
  readonly where: string;
  /** What the platform was sent. Absent where that is the text itself. */
  readonly drawn?: unknown;
  /** The same for a reader: words line by line, what can be pressed in brackets. */
  readonly text: string;
}

/** People on one platform, and somebody who watches all their screens. */
export interface Stage extends Table {
  /** Somebody calls the bot where everybody is, with these words. */
  call(person: Somebody, words: string): Promise<void>;
  /** Goes to where the personal interview is, and begins it. */
  meet(person: Somebody): Promise<void>;
  /** Says something to the bot where nobody else reads it. */
  say(person: Somebody, words: string): Promise<void>;
  /** Once somebody else has acted, only what is asked for again can be pressed. */
  readonly forgetsButtons?: true;
  /** Keeps a button under the finger, to press it when the screen is an old one. Absent: nothing shown before can be pressed. */
  hold?(person: Somebody, label: string): () => Promise<void>;
  /** Asks who may open rounds here. Absent: there is nothing to set. */
  settings?(person: Somebody): Promise<void>;
  /** What came or changed since the last time. */
  shoot(): readonly Shot[];
}

/** Compares what stands on all screens with what stood there the last time. */
export function createCamera(look: () => ReadonlyMap<string, Shot>): () => readonly Shot[] {
  let before = new Map<string, string>();
  return () => {
    const now = look();
    const seen = new Map([...now].map(([key, shot]) => [key, JSON.stringify(shot)]));
    const changed = [...now].filter(([key]) => seen.get(key) !== before.get(key));
    const gone = [...before.keys()].filter((key) => !now.has(key));
    before = seen;
    return [
      ...changed.map(([, shot]) => shot),
      ...gone.map((key) => ({ where: key.split(" ")[0] ?? "", text: "(gone)" })),
    ];
  };
}

/** Words and things to press, line by line, whatever the platform calls them. */
export function toLines(
  value: unknown,
  asLines: (part: Part) => readonly string[] | undefined,
): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => toLines(one, asLines));
  if (!isPart(value)) return [];
  return asLines(value) ?? Object.values(value).flatMap((one) => toLines(one, asLines));
}

/** A block, an element or a component. */
export type Part = Readonly<Record<string, unknown>>;

export function isPart(value: unknown): value is Part {
  return typeof value === "object" && value !== null;
}

/** A text as it is, and nothing for what is none. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
