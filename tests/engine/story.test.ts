import { describe, expect, it } from "vitest";
import { adviceOf, take } from "./interview.ts";
import type { Said, Walk } from "./interview.ts";

const text = (words: string): Said => ({ type: "text", text: words });

/** The questions that are asked after a story, each left open, and what comes at the end. */
function after(story: string, ...answers: readonly string[]) {
  const events: Said[] = [{ type: "start" }, text(story), ...answers.map(text)];
  const asked: string[] = [];
  for (;;) {
    const walk: Walk = take(events);
    const { reply } = walk;
    if (reply.type !== "question") return { asked, walk };
    asked.push(reply.question);
    events.push({ type: "skip", question: reply.question, revision: reply.revision });
  }
}

/** Somebody who says all that decides, and how the programme comes. */
function subscriber(form: string): Walk {
  const story = `Self-employed accountant. The "AI in Finance Certificate" ${form}. I use it for the quarterly variance comments. I pay myself, that's fine.`;
  return after(story, "to do my current work better").walk;
}

describe("after a story", () => {
  it("the question that can turn the verdict by itself is asked early", () => {
    const { asked } = after(
      "I am curious how language models work and want to understand it, purely for pleasure. " +
        "My grandson found the IBM AI Engineering Professional Certificate.",
      "nothing planned",
    );
    expect(asked.slice(0, 3)).toContain("free");
  });

  it("four answers are asked for even where one of them has settled the verdict", () => {
    const { asked } = after("AIP-C01 from AWS, 300 dollars, an investor said it would be nice");
    expect(asked.length).toBeGreaterThanOrEqual(3);
  });

  it("at most five questions follow where it said much", () => {
    const { asked } = after(
      "GH-300 for a promotion. My company pays and it counts there for promotion. I use Copilot every week. 4 hours a week.",
    );
    expect(asked.length).toBeLessThanOrEqual(5);
  });
});

describe("what was heard in passing", () => {
  it("sets a condition: a subscription needs a day on which it ends", () => {
    const subscribed = adviceOf(subscriber("comes as a subscription, 49 pounds a month"));
    expect(subscribed.conditions).toContain("end-date");
    expect(adviceOf(subscriber("costs 49 pounds")).conditions).not.toContain("end-date");
  });
});
