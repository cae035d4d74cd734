/** Texts that break layouts: long in every script, hostile in every way Discord reads. */
export const LONG_TEXTS: Readonly<Record<string, string>> = {
  latin: "An unusually long sentence about certificates. ".repeat(120),
  german: "Weiterbildungszertifizierungskostenübernahmevereinbarung ".repeat(100),
  japanese: "人工知能の資格は仕事に役立つのでしょうか。".repeat(250),
  arabic: "هل تستحق هذه الشهادة المال والوقت؟ ".repeat(150),
  emoji: "👩🏽‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿".repeat(200),
  zalgo: `e${"\u0301".repeat(6000)} ${"z\u0336\u0334".repeat(2000)}`,
  markup: "**_~~`||[x](https://evil.example)||`~~_**\\ ".repeat(120),
  oneWord: "x".repeat(6000),
  links: "https://example.com/a_b*c?d=e(f) ".repeat(200),
};
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  empty: "",
  blanks: " \n\t\u00A0\u2003 ",
  invisible: "\u200B\u202E\u2066\uFEFF\u0000\u0007",
  loneSurrogates: "\uD800 half \uDC00",
  mentions: "@everyone @here <@1200000000000000001> <@&1> <#1> </forget:1> <id:guide>",
  timestamps: "<t:1618953630:R> <:smile:1> <a:wave:1>",
  blocks: "# Title\n> quote\n>>> all\n-# small\n- item\n1. one\n```js\ncode```",
  links: "[free](https://evil.example) <https://evil.example> javascript:alert(1)",
  direction: "\u202Etxt.exe\u202C \u2067abc\u2069",
  separators: "c1|1|x|z|{name} {{}} '{' %s $& \\",
};
