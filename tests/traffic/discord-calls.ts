import type { DiscordStage } from "../screens/discord-stage.ts";
import { isPart, textOf, toLines } from "../screens/stage.ts";
import type { Part } from "../screens/stage.ts";
import type { Names } from "./names.ts";

const CALLBACKS = new Map([
  [4, "answers with a message"],
  [5, "will answer"],
  [6, "will change it"],
  [7, "changes the message"],
  [9, "opens a form"],
]);

/** What Discord was called with since the last time, in order; reading is left out. */
export function watchDiscord(
  { certwise, person }: DiscordStage,
  names: Names,
): () => readonly string[] {
  const { fake } = certwise;
  names.know(fake.channel.id, "the channel");
  for (const somebody of ["lee", "ada", "ben", "cem", "eve"] as const) {
    names.know(fake.dmOf(person(somebody)).id, somebody);
    names.know(person(somebody).user.id, somebody);
  }
  let from = 0;
  return () => {
    const calls = fake.calls.slice(from).filter(({ method }) => method !== "GET");
    from = fake.calls.length;
    return calls.map(({ method, path, body, status, answer, files }) => {
      const sent = isPart(body) ? body : {};
      const written = isPart(answer) && textOf(answer["id"]);
      const isMessage = path.endsWith("/messages") && method === "POST";
      const how = [
        ...(isMessage && written ? [`as ${names.message(written)}`] : []),
        ...(typeof sent["type"] === "number" ? [CALLBACKS.get(sent["type"]) ?? ""] : []),
        ...(files.length > 0 ? [`with ${files.map(({ name }) => name).join(", ")}`] : []),
        ...(status < 300 ? [] : [`refused: ${status}`]),
      ];
      return `${method} ${toPlace(path, names)} ${how.join(", ")}: ${names.said(wordsIn(sent))}`;
    });
  };
}

function toPlace(path: string, names: Names): string {
  return path
    .replace(/^\/interactions\/\d+\/[^/]+/u, "interaction")
    .replace(/^\/webhooks\/\d+\/[^/]+/u, "interaction")
    .replace(/(?<=\/messages\/)\d+/u, (id) => names.message(id))
    .replaceAll(/\d{15,}/gu, (id) => names.of(id));
}

/** The first words of a message, or the title of a form. */
function wordsIn(body: Part): string {
  const data = isPart(body["data"]) ? body["data"] : body;
  const [first = ""] = toLines(data["components"], ({ type, content }) =>
    type === 10 ? [textOf(content)] : undefined,
  );
  return textOf(data["title"]) || first;
}
