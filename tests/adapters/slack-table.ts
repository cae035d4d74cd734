import { expect } from "vitest";
import { choicesIn } from "../fakes/slack/choices.ts";
import type { Choice } from "../fakes/slack/choices.ts";
import type { Person } from "../fakes/slack/people.ts";
import type { StoredMessage } from "../fakes/slack/workspace.ts";
import { labels } from "./slack/scene.ts";
import { openTeam, sentToChannel } from "./slack/team-scene.ts";
import type { TeamScene } from "./slack/team-scene.ts";
import { unmarked } from "./table.ts";
import type { Filled, Somebody, Table, TableOptions } from "./table.ts";

/** A table in Slack, and the fake below it. */
export interface SlackTable extends Table {
  readonly scene: TeamScene;
  readonly person: (somebody: Somebody) => Person;
  /** Keeps a button under the finger, to press it when the message has changed. */
  hold(somebody: Somebody, label: string): () => Promise<void>;
}

/** People in one Slack channel, for one test. */
export async function openSlackTable({ dialog }: TableOptions = {}): Promise<SlackTable> {
  // Without users:read Slack refuses to say who administers: everybody else's way stays as it is.
  const scene = await openTeam(3, {
    tolerated: /users\.info: missing_scope/u,
    ...(dialog && { dialog }),
  });
  const { fake, channel, lee, ada, members } = scene;
  const [ben = lee, cem = lee, eve = lee] = members;
  const people = { lee, ada, ben, cem, eve };
  const person = (somebody: Somebody) => people[somebody];
  const settled = () => scene.slack().idle();
  /** Newest last. */
  const seen = (somebody: Somebody): readonly StoredMessage[] => {
    const { member, dm } = person(somebody);
    const own = [...fake.messages(dm.id), ...fake.ephemerals(member.id)];
    return own.toSorted((a, b) => Number(a.ts) - Number(b.ts));
  };
  const reach = (somebody: Somebody) => [...fake.messages(channel), ...seen(somebody)];
  const find = (somebody: Somebody, label: string, on = "") => {
    const found = reach(somebody).findLast(
      (one) => unmarked(one.text).includes(on) && choicesIn(one.blocks).some(bears(label)),
    );
    if (!found) throw new Error(`Cannot press "${label}": nothing that ${somebody} sees has it`);
    return found;
  };
  return {
    scene,
    person,
    begin: async () => {
      await lee.slashCommand("/certwise round", { channel });
      await settled();
    },
    press: async (somebody, label, on) => {
      await person(somebody).click(find(somebody, label, on), bears(label));
      await settled();
    },
    hold: (somebody, label) => {
      const message = find(somebody, label);
      return async () => {
        await person(somebody).click(message, bears(label), { isStale: true });
        await settled();
      };
    },
    fill: async (somebody, fields) => {
      const view = fake.views(person(somebody).member.id).at(-1);
      if (!view) throw new Error(`Cannot fill in: ${somebody} has no form open`);
      await person(somebody).submit(view, named(fields));
      await settled();
    },
    type: async (somebody, words) => {
      await person(somebody).directMessage(words);
      await settled();
    },
    look: async (somebody) => {
      await person(somebody).slashCommand("/certwise budget", { channel });
      await settled();
    },
    told: (somebody) =>
      seen(somebody)
        .map(({ text }) => text)
        .join("\n"),
    channel: () =>
      fake
        .messages(channel)
        .map(({ text }) => text)
        .join("\n"),
    sentToChannel: () => sentToChannel(scene).join("\n"),
    offered: (somebody) => reach(somebody).flatMap((message) => labels(message).map(unmarked)),
    nameOf: (somebody) => `<@${person(somebody).member.id}>`,
    pass: (ms) => scene.pass(ms, 16),
    restart: () => scene.restart(),
    stop: async () => expect(scene.unsent).toEqual([]),
  };

  /** As the blocks of the form are called. */
  function named({ approver, ...others }: Filled): Readonly<Record<string, string>> {
    const filled = approver ? { ...others, approver: people[approver].member.id } : others;
    return Object.fromEntries(Object.entries(filled).map(([id, value]) => [`field:${id}`, value]));
  }
}

/** Without the number and the mark before it. */
function bears(wanted: string) {
  return ({ label }: Choice) => unmarked(label).replace(/^(?:\d+ · )?(?:✓ )?/u, "") === wanted;
}
