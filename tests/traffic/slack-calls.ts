import type { SlackStage } from "../screens/slack-stage.ts";
import { isPart, textOf } from "../screens/stage.ts";
import type { Names } from "./names.ts";

/** What Slack was called with since the last time, in order. */
export function watchSlack({ scene, person }: SlackStage, names: Names): () => readonly string[] {
  const { fake, channel } = scene;
  names.know(channel, "the channel");
  for (const somebody of ["lee", "ada", "ben", "cem", "eve"] as const) {
    names.know(person(somebody).dm.id, somebody);
    names.know(person(somebody).member.id, somebody);
  }
  let from = 0;
  return () => {
    const calls = fake.calls.slice(from);
    from = fake.calls.length;
    return calls.map(({ method, args, result, status }) => {
      const { channel: to, user, user_id: of, ts, thread_ts: thread, view } = args;
      const written = textOf(result["ts"]) || textOf(result["message_ts"]);
      const touched = [to, user, of]
        .map(textOf)
        .filter((id) => id !== "")
        .map((id) => names.of(id));
      const how = [
        ...(textOf(ts) === "" ? [] : [`changes ${names.message(textOf(ts))}`]),
        ...(written === "" || textOf(ts) !== "" ? [] : [`as ${names.message(written)}`]),
        ...(textOf(thread) === "" ? [] : [`below ${names.message(textOf(thread))}`]),
        ...(args["replace_original"] === true ? ["in place"] : []),
        ...(args["delete_original"] === true ? ["taking it away"] : []),
        ...(status === 200 && result["ok"] === true ? [] : [`refused: ${textOf(result["error"])}`]),
      ];
      const title = isPart(view) && isPart(view["title"]) ? textOf(view["title"]["text"]) : "";
      const said = textOf(args["text"]) || title;
      return `${method} ${[...new Set(touched)].join(", ")} ${how.join(", ")}: ${names.said(said)}`;
    });
  };
}
