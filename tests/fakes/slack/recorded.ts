import { readdirSync, readFileSync } from "node:fs";

import { isFields, type Fields } from "./block-kit-checks.ts";
import type { Kind } from "./delivery.ts";

/** A payload in the shape real apps receive, and how Slack delivers it. */
export interface Recorded {
  /** The file's name without its ending. */
  readonly name: string;
  readonly kind: Kind;
  readonly payload: Fields;
}

const KINDS: readonly Kind[] = ["events_api", "interactive", "slash_commands"];

/** Reads every payload of `recorded/`, by name. Shapes come from the public samples of Slack's own SDKs; every value is made up. */
export function readRecorded(): readonly Recorded[] {
  const folder = new URL("recorded/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.toSorted().map((file) => {
    const content: unknown = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    const kind = isFields(content) ? KINDS.find((one) => one === content["kind"]) : undefined;
    if (!isFields(content) || kind === undefined || !isFields(content["payload"]))
      throw new SyntaxError(`Cannot read ${file}: wanted kind and payload`);
    return { name: file.replace(".json", ""), kind, payload: content["payload"] };
  });
}
