import { BEGUN, PACE_MS } from "./expected.ts";
import type { RawMessage } from "../fakes/discord/raw-json.ts";
import type { Person } from "../fakes/discord/world.ts";
import { buttonsOf, dialog, fresh, openCertwise, partsOf, textOf } from "./discord/certwise.ts";
import type { Certwise } from "./discord/certwise.ts";
import { watch } from "./discord/settled.ts";
import { inChannel, inThread, pass } from "./discord/team.ts";
import { unmarked } from "./table.ts";
import type { Somebody, Table, TableOptions } from "./table.ts";

/** A table on Discord, and the fake below it. */
export interface DiscordTable extends Table {
  readonly certwise: Certwise;
  readonly person: (somebody: Somebody) => Person;
  /** Writes to the bot in the direct messages. */
  write(somebody: Somebody, words: string): Promise<void>;
  /** Keeps a button under the finger, to press it when the message has changed. */
  hold(somebody: Somebody, label: string): () => Promise<void>;
}

/** People in one channel of a Discord server, for one test. */
export async function openDiscordTable({
  dialog: loaded = dialog,
  locale = "en-US",
}: TableOptions = {}): Promise<DiscordTable> {
  const certwise = await openCertwise({ now: BEGUN, loaded });
  const { fake } = certwise;
  let watched = watch(certwise.storage, fake);
  const start = () => certwise.start({ parts: { storage: watched.storage, dialog: loaded } });
  let discord = await start();
  const add = (name: string) => fake.addPerson(name, { locale });
  const people = {
    lee: locale === fake.ana.locale ? fake.ana : add("Lee"),
    ada: add("Ada"),
    ben: add("Ben"),
    cem: add("Cem"),
    eve: add("Eve"),
  };
  const person = (somebody: Somebody) => people[somebody];
  const own = (somebody: Somebody): readonly RawMessage[] => {
    const user = person(somebody);
    const all = [...fake.dms(user), ...fake.ephemerals(user)];
    return all.toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
  };
  const shared = () => [...fake.messages(), ...inThread(fake)];
  const used = async (acting: ReturnType<typeof fake.click>) => {
    await fake.answered(await acting);
    await watched.settled();
  };
  const find = (somebody: Somebody, label: string, on = "") => {
    const found = [...shared(), ...own(somebody)].findLast(
      (one) =>
        unmarked(textOf(one)).includes(on) &&
        (optionIn(one, label) ?? buttonsOf(one).map(unmarked).includes(label)),
    );
    if (!found) throw new Error(`Cannot press "${label}": nothing that ${somebody} sees has it`);
    return fresh(fake, found);
  };
  const use = (somebody: Somebody, message: RawMessage, label: string, asShown = false) => {
    const how = { user: person(somebody), asShown };
    const option = optionIn(message, label);
    return used(
      option
        ? fake.select(message, [option.value], option.select, how)
        : fake.click(message, (one) => unmarked(one.label ?? "") === label, how),
    );
  };
  const press = (somebody: Somebody, label: string, on?: string) =>
    use(somebody, find(somebody, label, on), label);
  return {
    certwise,
    person,
    press,
    hold: (somebody, label) => {
      const message = find(somebody, label);
      return () => {
        fake.advance(PACE_MS);
        return use(somebody, message, label, true);
      };
    },
    write: async (somebody, words) => {
      const before = watched.taken();
      fake.dm(words, person(somebody));
      await fake.until(() => watched.taken() > before);
      await watched.settled();
    },
    begin: async () => {
      await used(fake.slash("certwise round", {}, { user: people.lee }));
      await fake.until(() => fake.modals(people.lee).length === 1);
    },
    fill: async (somebody, fields) => {
      await fake.until(() => fake.modals(person(somebody)).length === 1);
      const { approver, ...others } = fields;
      const named = approver ? { ...others, approver: people[approver].user.id } : others;
      await used(fake.submitModal(named, person(somebody)));
    },
    type: async (somebody, words) => {
      await press(somebody, "Type it");
      await used(fake.submitModal({ text: words }, person(somebody)));
    },
    look: (somebody) => used(fake.slash("certwise budget", {}, { user: person(somebody) })),
    told: (somebody) => own(somebody).map(textOf).join("\n"),
    channel: () => shared().map(textOf).join("\n"),
    sentToChannel: () => inChannel(fake).join("\n"),
    offered: (somebody) =>
      [...shared(), ...own(somebody)].flatMap((one) => buttonsOf(one).map(unmarked)),
    nameOf: (somebody) => `<@${person(somebody).user.id}>`,
    pass: (ms) => pass(certwise, discord, ms, loaded),
    restart: async () => {
      await certwise.shutDown();
      watched = watch(certwise.storage, fake);
      discord = await start();
    },
    stop: () => Promise.resolve(),
  };
}

/** The option of a select that bears this label, without the platform's own marks on it. */
function optionIn(message: RawMessage, label: string) {
  return partsOf(message)
    .flatMap(({ custom_id: select = "", options = [] }) =>
      options.map((option) => ({ ...option, select })),
    )
    .find((option) => unmarked(option.label).replace(/^(?:\d+ · )?(?:✓ )?/u, "") === label);
}
