import { expect } from "vitest";
import type { RawMessage } from "../../fakes/discord/raw-json.ts";
import type { Interaction, Person } from "../../fakes/discord/world.ts";
import { fresh, partsOf, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";

/** What a test does and sees in the direct message between a person and the bot. */
export function openDirect(certwise: Certwise) {
  const { fake } = certwise;
  /** What the bot has said in the direct message, as it stands now. */
  const said = (user: Person = fake.ana) =>
    fake.dms(user).filter(({ author }) => author.bot === true);

  /** Everything that was to be sent is sent, and what is remembered of it is written. */
  async function settled(): Promise<void> {
    for (;;) {
      const left = await certwise.storage.claimUnsent({ now: fake.now(), leaseMs: 0, limit: 9 });
      const held = await certwise.storage.claimUnsent({
        now: fake.now() + 40_000,
        leaseMs: 0,
        limit: 9,
      });
      if (left.length + held.length === 0) return;
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  }

  async function write(text: string, repliedTo?: RawMessage): Promise<RawMessage> {
    const before = said().length;
    fake.advance(3000);
    if (repliedTo) fake.reply(repliedTo, text);
    else fake.dm(text);
    const answered = await fake.until(() => said()[before]);
    await settled();
    return answered;
  }

  async function press(acting: Promise<Interaction>): Promise<void> {
    fake.advance(3000);
    await fake.answered(await acting);
    await settled();
  }

  function pickFirst(screen: RawMessage): Promise<Interaction> {
    const parts = partsOf(fresh(fake, screen));
    const select = parts.find(
      ({ type, placeholder }) => type === 3 && placeholder === "Choose one",
    );
    if (select) return fake.select(screen, [select.options?.[0]?.value ?? ""], "Choose one");
    const first = parts.find(({ type, style }) => type === 2 && style === 1);
    return fake.click(screen, ({ custom_id: id }) => id === first?.custom_id);
  }

  /** Clicks the first option of whatever is asked, as long as something is asked after that. */
  async function clickToLast(screen: RawMessage): Promise<RawMessage> {
    const questionsMax = 25;
    for (let step = 0; step < questionsMax; step += 1) {
      const progress = /-# (?<at>\d+) of at most (?<most>\d+)/u.exec(
        textOf(fresh(fake, screen)),
      )?.groups;
      if (progress?.["at"] === progress?.["most"]) return screen;
      await press(pickFirst(screen));
    }
    throw new RangeError("Could not reach the last question");
  }

  /** Nothing of it can be pressed any more. */
  function expectFolded(message: RawMessage, line: string): void {
    const now = fresh(fake, message);
    expect(partsOf(now).map(({ type }) => type)).toEqual([10]);
    expect(textOf(now)).toContain(line);
  }
  return { said, settled, write, press, pickFirst, clickToLast, expectFolded };
}
