import { readFileSync } from "node:fs";

/** A text, or one sentence without a full stop that says why its bytes are none. */
export type ReadText = { readonly text: string } | { readonly message: string };

/** Reads a file that a person wrote. @throws {Error} when it cannot be read at all */
export function readTextFile(path: string): ReadText {
  return decodeText(readFileSync(path));
}

/** Reads bytes as UTF-8, without a byte order mark. Some editors and shells of Windows write UTF-16, which is named. */
export function decodeText(bytes: Uint8Array): ReadText {
  if (isUtf16(bytes)) return { message: "Written in UTF-16: save it as UTF-8" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { message: "Not written in UTF-8: save it as UTF-8" };
  }
}

/** By its mark, or by its zeros: no text in UTF-8 has any. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isMarked || bytes.includes(0);
}
