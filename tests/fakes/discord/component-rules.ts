import { at, isFields, itemsOf } from "./faults.ts";
import type { Fault, Fields } from "./faults.ts";
import { inputFaults } from "./input-rules.ts";
import { shapeFaults } from "./shape.ts";

/** Discord's limits on a whole message of components. https://docs.discord.com/developers/components/reference */
const LAYOUT = {
  componentsMax: 40,
  textCharsMax: 4000,
  /** Measured, not documented: above it Discord answers 500 (discord-api-docs#8554). */
  bytesMax: 10_170,
  bytesPerTextDisplay: 12,
};

/** Where components stand: a message with or without the V2 flag, or a modal. */
export type Place = "message" | "legacy" | "modal";

interface Walk {
  readonly place: Place;
  readonly files: ReadonlySet<string>;
  readonly faults: Fault[];
  readonly customIds: Set<string>;
  readonly ids: Set<number>;
  count: number;
  chars: number;
  bytes: number;
}

/** Which component types may stand where (docs: "Usage" column and the child tables). */
const ALLOWED: { readonly [parent: string]: readonly number[] } = {
  message: [1, 9, 10, 12, 13, 14, 17],
  legacy: [1],
  modal: [10, 18],
  actionRow: [2, 3, 5, 6, 7, 8],
  section: [10],
  accessory: [2, 11],
  container: [1, 9, 10, 12, 13, 14],
  label: [3, 4, 5, 6, 7, 8, 19, 21, 22, 23],
};

const SHAPES: { readonly [type: number]: string } = {
  1: "actionRow",
  2: "button",
  3: "stringSelect",
  4: "textInput",
  5: "entitySelect",
  6: "entitySelect",
  7: "entitySelect",
  8: "channelSelect",
  9: "section",
  10: "textDisplay",
  11: "thumbnail",
  12: "mediaGallery",
  13: "file",
  14: "separator",
  17: "container",
  18: "label",
  19: "fileUpload",
  21: "radioGroup",
  22: "checkboxGroup",
  23: "checkbox",
};

/**
 * The faults of a list of components.
 *
 * @param files - names of the files that `attachment://` may point to
 */
export function componentFaults(
  components: unknown,
  place: Place,
  files: ReadonlySet<string>,
  path = "components",
): Fault[] {
  const walk: Walk = {
    place,
    files,
    faults: [],
    customIds: new Set(),
    ids: new Set(),
    count: 0,
    chars: 0,
    bytes: 0,
  };
  itemsOf(components).forEach((child, index) => visit(walk, child, place, at(path, index)));
  const { faults } = walk;
  if (place === "legacy" && itemsOf(components).length > 5) {
    faults.push({ path, code: "BASE_TYPE_BAD_LENGTH", message: "Must be 5 or fewer in length." });
  }
  if (place === "modal") return faults;
  if (walk.count > LAYOUT.componentsMax) {
    const message = `Total number of components is ${walk.count}, at most ${LAYOUT.componentsMax}`;
    faults.push({ path, code: "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message });
  }
  if (walk.chars > LAYOUT.textCharsMax) {
    const message = `Text is ${walk.chars} characters, at most ${LAYOUT.textCharsMax}`;
    faults.push({ path, code: "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message });
  } else if (walk.bytes > LAYOUT.bytesMax) {
    const message = `Text is ${walk.bytes} bytes with overhead, at most ${LAYOUT.bytesMax}`;
    faults.push({ path, code: "LAYOUT_BYTES", message });
  }
  return faults;
}

function visit(walk: Walk, component: unknown, parent: string, path: string): void {
  walk.count += 1;
  if (!isFields(component)) {
    const message = "Only dictionaries may be used in a ModelType";
    walk.faults.push({ path, code: "MODEL_TYPE_CONVERT", message });
    return;
  }
  const type = Number(component["type"]);
  const allowed = ALLOWED[parent] ?? [];
  const shape = SHAPES[type];
  if (shape === undefined || !allowed.includes(type)) {
    const message = `Value of field "type" must be one of (${allowed.join(", ")}).`;
    walk.faults.push({ path, code: "UNION_TYPE_CHOICES", message });
    return;
  }
  walk.faults.push(...shapeFaults(shape, component, path));
  visitIdentity(walk, component, path);
  visitContent(walk, type, component, path);
  walk.faults.push(...inputFaults(type, component, walk.place === "modal", path));
  visitChildren(walk, type, component, path);
}

function visitIdentity(walk: Walk, component: Fields, path: string): void {
  const customId = component["custom_id"];
  if (typeof customId === "string") {
    if (walk.customIds.has(customId)) {
      const message = "Component custom id cannot be duplicated";
      walk.faults.push({
        path: at(path, "custom_id"),
        code: "COMPONENT_CUSTOM_ID_DUPLICATED",
        message,
      });
    }
    walk.customIds.add(customId);
  }
  const id = component["id"];
  if (typeof id !== "number" || id === 0) return;
  if (walk.ids.has(id)) {
    const message = "Component id cannot be duplicated";
    walk.faults.push({ path: at(path, "id"), code: "COMPONENT_ID_DUPLICATED", message });
  }
  walk.ids.add(id);
}

function visitContent(walk: Walk, type: number, component: Fields, path: string): void {
  const { content } = component;
  if (type === 10 && typeof content === "string") {
    walk.chars += content.length;
    walk.bytes += Buffer.byteLength(content) + LAYOUT.bytesPerTextDisplay;
    // Discord trims text first, so that blanks alone are an empty text.
    if (content.length > 0 && content.trim() === "") {
      const message = "Must be between 1 and 4000 in length.";
      walk.faults.push({ path: at(path, "content"), code: "BASE_TYPE_BAD_LENGTH", message });
    }
  }
  const media: [string, unknown][] = [
    ["media", component["media"]],
    ["file", component["file"]],
    ...itemsOf(component["items"]).map((item, index): [string, unknown] => [
      `items.${index}.media`,
      isFields(item) ? item["media"] : undefined,
    ]),
  ];
  for (const [key, value] of media) {
    if (isFields(value)) mediaFaults(walk, value["url"], type === 13, `${path}.${key}.url`);
  }
}

function mediaFaults(walk: Walk, url: unknown, isFile: boolean, path: string): void {
  if (typeof url !== "string") return;
  const name = /^attachment:\/\/(.+)$/.exec(url)?.[1];
  if (name === undefined && (isFile || !/^https?:\/\/[^\s/]+/.test(url))) {
    const scheme = isFile ? "attachment" : "http, https, attachment";
    const message = `Scheme must be one of (${scheme}).`;
    walk.faults.push({ path, code: "URL_TYPE_INVALID_SCHEME", message });
  }
  if (name !== undefined && !walk.files.has(name)) {
    const message = "The referenced attachment was not found";
    walk.faults.push({
      path,
      code: "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
      message,
    });
  }
}

function visitChildren(walk: Walk, type: number, component: Fields, path: string): void {
  const children = itemsOf(component["components"]);
  const parent = SHAPES[type] ?? "";
  children.forEach((child, index) => visit(walk, child, parent, at(at(path, "components"), index)));
  if (type === 9 && isFields(component["accessory"])) {
    visit(walk, component["accessory"], "accessory", at(path, "accessory"));
  }
  if (type === 18 && isFields(component["component"])) {
    visit(walk, component["component"], "label", at(path, "component"));
  }
  const types = children.map((child) => (isFields(child) ? child["type"] : undefined));
  if (type === 1 && types.length > 1 && types.some((child) => child !== 2)) {
    const message = "A row holds up to five buttons or exactly one select";
    walk.faults.push({
      path: at(path, "components"),
      code: "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
      message,
    });
  }
}
