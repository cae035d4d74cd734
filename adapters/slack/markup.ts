/** Slack's time stamps are seconds with six places; the places are kept, for they tell two taps apart. */
export function toMs(stamp: string): number {
  const ms = Number(stamp) * 1000;
  return Number.isFinite(ms) ? ms : 0;
}

/** What people see in place of Slack's markup (https://docs.slack.dev/messaging/formatting-message-text#parsing). */
export function withoutMarkup(text: string): string {
  return text
    .replaceAll(/<@[^>|]*>/gu, " ")
    .replaceAll(/<[^>|]*\|(?<label>[^>]*)>/gu, "$<label>")
    .replaceAll(/<(?<content>[^>]*)>/gu, "$<content>");
}

/** Takes Slack's three entities off, once. */
export function decode(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** What a form carries of ours; undefined where it is no JSON. */
export function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
