import { isFields, itemsOf } from "./faults.ts";
import type { Fields } from "./faults.ts";
import { withIds } from "./raw-json.ts";
import type { RawComponent } from "./raw-json.ts";

/** What Discord adds to a component that does not say it. https://docs.discord.com/developers/components/reference */
const DEFAULTS: Readonly<Record<number, Fields>> = {
  3: { min_values: 1, max_values: 1 },
  5: { min_values: 1, max_values: 1 },
  6: { min_values: 1, max_values: 1 },
  7: { min_values: 1, max_values: 1 },
  8: { min_values: 1, max_values: 1 },
  11: { description: null, spoiler: false },
  13: { name: null, size: null, spoiler: false },
  14: { spacing: 1, divider: true },
  17: { accent_color: null, spoiler: false },
};
const ITEM: Fields = { description: null, spoiler: false };

/** The components of a message as Discord stores and shows them: with ids, defaults and resolved media. */
export function asShown(components: unknown, nextId: () => string): RawComponent[] {
  const fill = (component: Fields): Fields => {
    const { components: children, accessory, items, ...own } = component;
    const shown: Record<string, unknown> = { ...DEFAULTS[Number(own["type"])], ...own };
    for (const key of ["file", "media"]) if (isFields(shown[key])) shown[key] = media(shown[key]);
    if (Array.isArray(children)) shown["components"] = children.filter(isFields).map(fill);
    if (isFields(accessory)) shown["accessory"] = fill(accessory);
    if (Array.isArray(items))
      shown["items"] = items.filter(isFields).map((item) => fill({ ...ITEM, ...item }));
    return shown;
  };
  const media = ({ url }: Fields): Fields => ({ id: nextId(), url, proxy_url: url });
  return withIds(itemsOf(components).filter(isFields).map(fill));
}
