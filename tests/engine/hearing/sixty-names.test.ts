import { expect, it } from "vitest";
import { requireDialog } from "../../../src/dialogs.ts";
import { hear } from "../../../src/engine/hearing/hear.ts";
import { certificationIn } from "../../../src/engine/answers.ts";

const { dialog } = requireDialog("dialogs/ai-certification").in("en");
const question = dialog.questions.find(({ kind }) => kind === "catalogue");
const AT = Date.parse("2026-11-30T12:00:00Z");

/** What somebody gets who types a name at the first question: an entry, entries to choose from, or a name that is not known. */
function named(text: string): string {
  const screen = { dialog, question, shown: undefined, others: [], answers: {}, at: AT };
  const hearing = hear(screen, text);
  if (hearing.type === "several") return `? ${hearing.options.join(" ")}`;
  const own = hearing.type === "answers" ? hearing.own : undefined;
  const value = own && certificationIn(own.answer);
  if (!own || !value) return hearing.type;
  if (value.entry === undefined) return value.name === undefined ? "nameless" : "unlisted";
  return own.certain ? value.entry : `? ${value.entry}`;
}

// The names, codes and slips of people who never saw the catalogue. A question mark stands for being asked.
it.each([
  ["AIF-C01", "aws-aif"],
  ["aws ai practitioner", "aws-aif"],
  ["the amazon ai practitoner exam", "aws-aif"],
  ["AIFC01", "aws-aif"],
  ["AIF-C02", "unlisted"],
  ["AIB-C01", "aws-aib"],
  ["aws business strategist", "aws-aib"],
  ["MLA-C02", "aws-mla"],
  ["MLA-C01", "retired-mla-c01"],
  ["MLS-C01", "retired-mls-c01"],
  ["AWS generative AI developer pro", "aws-aip"],
  ["AI-900", "retired-ai-900"],
  ["AI-901", "ms-ai901"],
  ["ai 902", "unlisted"],
  ["AI-102", "retired-ai-102"],
  ["AI-103", "ms-ai103"],
  ["AI-104", "unlisted"],
  ["AB-730", "ms-ab730"],
  ["ab731", "ms-ab731"],
  ["AB-732", "unlisted"],
  ["AB-100", "ms-ab100"],
  ["AI-300", "ms-ai300"],
  ["offsec AI-300", "offsec-osai"],
  ["SC-500", "ms-sc500"],
  ["AZ-204", "retired-az-204"],
  ["AZ-900", "unlisted"],
  ["DP-900", "unlisted"],
  ["GH-300", "gh-300"],
  ["github copilot cert", "gh-300"],
  ["GH-600", "gh-600"],
  ["GH-900", "unlisted"],
  ["google generative ai leader", "g-gail"],
  ["Google Gen AI Leder", "g-gail"],
  ["google prompting essentials", "g-prompt"],
  ["google ai essentials", "g-aiess"],
  ["gemini certified educator", "g-gemini-edu"],
  ["google professional machine learning engineer", "g-pmle"],
  ["cloud digital leader", "g-cdl"],
  ["NCA-GENL", "nv-genl"],
  ["nca genm", "nv-genm"],
  ["NCP-GENL", "nv-genlpro"],
  ["NCA-AIIO", "nv-aiio"],
  ["NCP-OUSD", "unlisted"],
  ["nvidia agentic ai", "nv-aai"],
  ["AIGP", "iapp-aigp"],
  ["aigp from iapp", "iapp-aigp"],
  ["CIPP/E", "unlisted"],
  ["AAISM", "isaca-aaism"],
  ["AAIA", "isaca-aaia"],
  ["CISA", "unlisted"],
  ["CAISP", "pds-caisp"],
  ["CAIP", "certnexus-caip"],
  ["CAIPM", "ec-caipm"],
  ["PMI-CPMAI", "pmi-cpmai"],
  ["PMP", "unlisted"],
  ["CT-GenAI", "istqb-genai"],
  ["SecAI+", "comptia-secai"],
  ["Security+", "? comptia-secai aicerts ms-sc500"],
  ["comptia datax", "retired-datax"],
  ["ISO 42001 lead auditor", "pecb-42001la"],
  ["iso 42001 lead implementer", "pecb-42001li"],
  ["ISO 27001 lead auditor", "unlisted"],
  ["vanderbilt prompt engineering", "vand-prompt"],
  ["openai certification", "retired-openai-exam"],
  ["claude certified architect", "an-ccarf"],
  ["KI-Manager IHK", "ihk-ki"],
  ["Elements of AI", "eoai"],
  ["ML specialization by andrew ng", "dlai-mls"],
  ["hugging face agents course", "hf-agents-cert"],
  ["CDMP", "unlisted"],
  ["AWS cloud practitioner", "? aws-aif"],
  ["generative ai for everyone", "? dlai-ai4e aicerts li-career"],
  ["Claude Certified Architect Profesional", "an-ccarp"],
  ["SAA-C03", "unlisted"],
  ["CY0-001", "comptia-secai"],
  ["SY0-701", "unlisted"],
])("%j is read as %s", (text, expected) => {
  expect(named(text)).toBe(expected);
});
