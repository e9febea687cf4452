/** One thing that is wrong in the content, said so that its author can mend it. */
export type ContentProblem = {
  /** Path from the content folder, as `steps/en/04-listen.md`; a folder when the whole set is wrong. */
  readonly file: string;
  /** Dotted path into the frontmatter, `## name` of a section, or `file name`. */
  readonly field: string;
  readonly reason: string;
};

/** Notes a problem of the file being read; reading goes on, so that one run names everything. */
export type Report = (field: string, reason: string) => void;

/** The content cannot be used. Thrown once, at the end of loading, with all that was found. */
export class ContentError extends Error {
  override readonly name = "ContentError";
  readonly problems: readonly ContentProblem[];

  constructor(problems: readonly ContentProblem[]) {
    super(problems.map(({ file, field, reason }) => `${file}: ${field}: ${reason}`).join("\n"));
    this.problems = problems;
  }
}
