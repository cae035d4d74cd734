import type { AdviceReply, Text } from "./engine/reply.ts";
import { say } from "./engine/reply.ts";
import type { Speaker } from "./texts.ts";

/** Renders a whole advice as a Markdown page, every part unfolded. */
export function renderPage(advice: AdviceReply<string>, speaker: Speaker): string {
  const list = (lines: readonly string[]) => lines.map((line) => `- ${escapeMarkdown(line)}`);
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", `## ${escapeMarkdown(title)}`, "", ...lines];
  const headline = advice.headline.flatMap((line) => ["", escapeMarkdown(line)]);
  return [
    `# ${escapeMarkdown(speaker.say(say("page.title", { verdict: advice.title, subject: advice.subject })))}`,
    ...headline,
    "",
    escapeMarkdown(advice.confidenceText),
    ...part(speaker.say(say("advice.because")), [
      ...list(advice.reasons.map(({ text }) => text)),
      "",
      escapeMarkdown(advice.against),
    ]),
    ...part(
      speaker.say(say("advice.what-would-change")),
      list(changeLines(advice, (text) => speaker.say(text))),
    ),
    "",
    escapeMarkdown(advice.step),
    ...advice.sections.flatMap(({ title, lines }) => part(title, list(lines))),
    "",
    `_${escapeMarkdown(advice.footer)}_`,
    "",
  ].join("\n");
}

/** What would change an advice, or one line that says that nothing single does. */
export function changeLines(
  advice: AdviceReply<string>,
  speak: (text: Text) => string,
): readonly string[] {
  return advice.changes.length > 0
    ? advice.changes.map(({ text }) => text)
    : [speak(say("advice.no-change"))];
}

/** A person's words stay words: no heading, link, list or HTML comes out of them. */
function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|~]/gu, String.raw`\$&`)
    .replaceAll(/\s*\n\s*/gu, " ")
    .replace(/^(?:#|>|[-+] |\d+[.)] )/u, String.raw`\$&`);
}
