import { ActionError, nearest } from "@deploy-actions/kernel";

/** The releases of the shop the demo can roll out over v1, and what is the matter with each. */
export const STORIES = {
  v2: "good: shows ratings, and needs a new column in the database",
  v3: "bad: fails 8 % of its requests while its health check says that all is well",
  v4: "slow: takes 150 ms longer to list the products",
} as const;

export type Story = keyof typeof STORIES;

/** What the demo was asked for. */
export interface DemoOptions {
  readonly release: Story;
  readonly isJson: boolean;
  readonly wantsHelp: boolean;
}

export const HELP = `Usage: npm run demo -- [--release v2|v3|v4] [--json]

Rolls a release of a small shop out over v1, under load, through the whole pipeline: gate on the shop's own tests,
migrate its database, canary at 25, 50 and 100 %, verify, record, notify. Needs nothing but this repository.

  --release <name>  which release (default v2)
${Object.entries(STORIES)
  .map(([name, what]) => `                    ${name}  ${what}`)
  .join("\n")}
  --json            one JSON object on stdout at the end, the story on stderr
  --help            print this help

Exit codes are the pipeline's: 0 promoted, 1 taken back, 2 nobody could decide, 3 error, 130 cancelled (Ctrl-C).
What it leaves: .deploy-actions/demo-<release>/ with the summary, the ledger and the logs of the last run.`;

/** Reads the demo's command line. Throws `input` with every problem. */
export function readOptions(argv: readonly string[]): DemoOptions {
  let release: Story = "v2";
  let isJson = false;
  let wantsHelp = false;
  const problems: string[] = [];
  const queue = argv.flatMap((argument) => {
    const inline = /^(--release)=(.*)$/s.exec(argument);
    return inline === null ? [argument] : [inline[1] ?? "", inline[2] ?? ""];
  });
  for (let argument = queue.shift(); argument !== undefined; argument = queue.shift()) {
    if (argument === "--json") isJson = true;
    else if (argument === "--help" || argument === "-h") wantsHelp = true;
    else if (argument === "--release") {
      const name = queue.shift();
      if (isStory(name)) release = name;
      else
        problems.push(`--release: ${name ?? "nothing"}, expected one of ${Object.keys(STORIES).join(", ")}.`);
    } else {
      const near = nearest(argument, ["--release", "--json", "--help"]);
      problems.push(`${argument}: unknown option.${near === undefined ? "" : ` Did you mean "${near}"?`}`);
    }
  }
  if (problems.length > 0 && !wantsHelp) {
    throw new ActionError("input", problems.join("\n"), {
      hint: "npm run demo -- --help lists the options.",
    });
  }
  return { release, isJson, wantsHelp };
}

function isStory(name: string | undefined): name is Story {
  return name !== undefined && Object.hasOwn(STORIES, name);
}
