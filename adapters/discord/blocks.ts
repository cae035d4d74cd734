import { cutLabel, cutWords, escapeNaming, escapeWords } from "./escape.ts";
import { encodePress } from "./press.ts";
import type { Press } from "./press.ts";

/** A component as Discord takes it. https://docs.discord.com/developers/components/reference */
export interface Component {
  readonly type: number;
  readonly [field: string]: unknown;
}

/** Discord's limits that a screen can meet. */
export const LIMITS = {
  /** https://docs.discord.com/developers/components/reference#component-object */
  componentsMax: 40,
  textCharsMax: 4000,
  /** Measured, not documented: bytes of all texts and 12 for each; above it Discord answers 500 (discord-api-docs#8554). */
  textBytesMax: 10_170,
  bytesPerText: 12,
  /** https://docs.discord.com/developers/components/reference#button */
  buttonLabelCharsMax: 80,
  buttonsInRowMax: 5,
  /** https://docs.discord.com/developers/components/reference#string-select */
  optionsMax: 25,
  optionLabelCharsMax: 100,
  placeholderCharsMax: 150,
  /** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
  modalTitleCharsMax: 45,
  labelCharsMax: 45,
  labelDescriptionCharsMax: 100,
  inputPlaceholderCharsMax: 100,
  /** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
  choicesMax: 25,
  choiceCharsMax: 100,
} as const;

const STYLES = { primary: 1, secondary: 2, success: 3, danger: 4 } as const;

/** A button before it has its id. */
export interface ButtonPart {
  readonly label: string;
  readonly press: Press;
  readonly style?: keyof typeof STYLES | undefined;
}

/** Draws the parts of one screen; each gets an id of its own, and texts shrink with `scale`. */
export interface Pen {
  /** A person's or a dialog's words inside markup, at most so many characters. */
  words(text: string, charsMax: number): string;
  text(content: string): Component;
  button(part: ButtonPart): Component;
  /** Buttons in as many rows as they need. */
  rows(parts: readonly ButtonPart[]): readonly Component[];
  /** A select whose options each stand for a press. */
  choose(placeholder: string, parts: readonly ButtonPart[]): readonly Component[];
  /** A select whose values are collected; `press` says for what. */
  collect(
    placeholder: string,
    press: Press,
    options: readonly { readonly id: string; readonly label: string; readonly on: boolean }[],
  ): readonly Component[];
  container(color: number, children: readonly Component[]): Component;
}

/** Whose screen is drawn. */
export interface Sheet {
  /** The only person who may use the components; absent: everybody. */
  readonly owner?: string;
  /** The round whose interview the components belong to. */
  readonly round?: string | undefined;
  /**
   * Digits that differ from screen to screen: a select that came back with its old id would keep its old
   * choice, and choosing the same again would tell us nothing (discord-api-docs#4801).
   */
  readonly screen: string;
  /** The texts are a round's own and mark people, who are shown. */
  readonly isNaming?: boolean;
}

/**
 * Makes a pen.
 *
 * @param scale - 1, or less where the texts have to be cut further.
 */
export function createPen({ owner, round, screen, isNaming }: Sheet, scale: number): Pen {
  const escape = isNaming === true ? escapeNaming : escapeWords;
  const whose = { ...(owner !== undefined && { owner }), ...(round !== undefined && { round }) };
  let count = 0;
  const customId = (press: Press) => {
    count += 1;
    return encodePress({ ...whose, press }, screen + count.toString(36));
  };
  const pen: Pen = {
    words: (text, charsMax) => escape(text, { chars: Math.floor(charsMax * scale) }),
    // Discord trims a text and refuses an empty one.
    text: (content) => ({ type: 10, content: content.trim() === "" ? "…" : content }),
    button: ({ label, press, style = "secondary" }) => ({
      type: 2,
      style: STYLES[style],
      label: cutLabel(label, LIMITS.buttonLabelCharsMax),
      custom_id: customId(press),
    }),
    rows: (parts) =>
      chunk(parts, LIMITS.buttonsInRowMax).map((few) => row(few.map((part) => pen.button(part)))),
    choose: (placeholder, parts) => {
      const options = firstAndLast(parts).map(({ label, press }) => ({
        label: cutLabel(label, LIMITS.optionLabelCharsMax),
        value: customId(press),
      }));
      if (options.length === 0) return [];
      const select = { type: 3, custom_id: customId({ type: "resume" }), options };
      return [row([{ ...select, placeholder: cutWords(placeholder, LIMITS.placeholderCharsMax) }])];
    },
    collect: (placeholder, press, options) => [
      row([
        {
          type: 3,
          custom_id: customId(press),
          placeholder: cutWords(placeholder, LIMITS.placeholderCharsMax),
          min_values: 1,
          max_values: options.length,
          options: options.map(({ id, label, on }) => ({
            label: cutLabel(label, LIMITS.optionLabelCharsMax),
            value: id,
            default: on,
          })),
        },
      ]),
    ],
    container: (color, components) => ({ type: 17, accent_color: color, components }),
  };
  return pen;
}

function row(components: readonly Component[]): Component {
  return { type: 1, components };
}

/** Whether Discord takes these components: enough room for their texts, and not too many. */
export function fits(components: readonly Component[]): boolean {
  const size = { components: 0, texts: 0, text: "" };
  for (const component of components) measure(component, size);
  const { text, texts } = size;
  return (
    size.components <= LIMITS.componentsMax &&
    text.length <= LIMITS.textCharsMax &&
    Buffer.byteLength(text) + texts * LIMITS.bytesPerText <= LIMITS.textBytesMax
  );
}

/** Adds up a component and what is in it. */
function measure(
  { content, components, accessory }: Component,
  size: { components: number; texts: number; text: string },
): void {
  size.components += 1;
  if (typeof content === "string") {
    size.texts += 1;
    size.text += content;
  }
  if (Array.isArray(components)) for (const child of components) measure(child, size);
  if (isPart(accessory)) measure(accessory, size);
}

function isPart(value: unknown): value is Component {
  return typeof value === "object" && value !== null && "type" in value;
}

/** Too many options for a select keep the first and the last two, which say "another one" and "none". */
function firstAndLast<Item>(items: readonly Item[]): readonly Item[] {
  const most = LIMITS.optionsMax;
  return items.length <= most ? items : [...items.slice(0, most - 2), ...items.slice(-2)];
}

function chunk<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return items.length === 0 ? [] : [items.slice(0, size), ...chunk(items.slice(size), size)];
}
