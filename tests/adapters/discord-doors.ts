import { buttonsOf, dialog, openCertwise, screenAfter } from "./discord/certwise.ts";
import type { Certwise } from "./discord/certwise.ts";
import { watch } from "./discord/settled.ts";
import type { Watched } from "./discord/settled.ts";
import { BEGUN, keyOf } from "./expected.ts";
import type { Door } from "./first-words.ts";

/** https://docs.discord.com/developers/interactions/application-commands (max_length of ours) */
const OPTION_CHARS_MAX = 200;

/** The ways into Discord. */
export const DISCORD_DOORS: readonly Door[] = [
  {
    name: "a direct message",
    enter: (words) =>
      enter(async ({ fake }) => {
        fake.dm(words);
        await fake.until(() => fake.dms().length > 1);
      }),
  },
  {
    name: "a mention",
    enter: (words) =>
      enter(async ({ fake }, watched) => {
        fake.mention(words);
        const invitation = await fake.until(() =>
          fake.messages().find((one) => buttonsOf(one).length > 0),
        );
        // What was said is kept once the message stands that has no room for it.
        await fake.until(() => watched.taken() > 0);
        await screenAfter(fake, fake.click(invitation, "Answer privately"));
      }),
  },
  {
    name: "a slash command",
    charsMax: OPTION_CHARS_MAX,
    enter: (words) =>
      enter(({ fake }) =>
        screenAfter(fake, fake.slash("certwise check", { certification: words })),
      ),
  },
  {
    name: "the menu of a message",
    isQuoted: true,
    enter: (words) =>
      enter(({ fake }) => {
        const message = fake.say(words, { user: fake.addPerson("ben") });
        return screenAfter(fake, fake.messageCommand("Is this course worth it?", message));
      }),
  },
];

async function enter(
  come: (certwise: Certwise, watched: Watched) => Promise<unknown>,
): Promise<string | undefined> {
  const certwise = await openCertwise({ now: BEGUN });
  const watched = watch(certwise.storage, certwise.fake);
  await certwise.start({ parts: { storage: watched.storage, dialog } });
  await come(certwise, watched);
  return (await certwise.storage.read(keyOf("discord", certwise.fake.ana.user.id)))?.state;
}
