/** Clicks of four different people, in the order the questions come. */
export const PEOPLE: readonly (readonly {
  readonly question: string;
  readonly option: string;
}[])[] = [
  {
    certification: "aws-aif",
    purpose: "promotion",
    use: "named",
    practice: "weekly",
    expect: "skills",
    employer: "counts",
    learn: "path",
    free: "no",
    payer: "employer",
    hours: "three",
    history: "none",
  },
  {
    certification: "aws-aif",
    purpose: "role",
    adverts: "named",
    use: "probably",
    practice: "tried",
    expect: "support",
    learn: "mix",
    free: "partly",
    payer: "me-fine",
    hours: "six",
    start: "now",
    history: "used",
  },
  {
    certification: "aws-aif",
    purpose: "work",
    use: "named",
    practice: "builds",
    employer: "pays",
    free: "yes",
    payer: "employer",
    hours: "one",
    history: "some-unused",
  },
  {
    certification: "aws-aif",
    purpose: "mandated",
    mandate: "written",
    practice: "never",
    payer: "employer",
    hours: "three",
  },
].map((answers) => Object.entries(answers).map(([question, option]) => ({ question, option })));
