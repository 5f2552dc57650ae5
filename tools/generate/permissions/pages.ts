import { AWS_ADAPTERS } from "./aws-adapters.ts";
import { awsPage, GENERATED } from "./aws-page.ts";
import { helmPage } from "./helm-page.ts";
import { kubernetesPage } from "./kubernetes-page.ts";

const FOLDER = "docs/permissions";

/** A page of least permissions for each adapter, and the list of them. */
export async function permissionPages(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>([
    [`${FOLDER}/kubernetes.md`, await kubernetesPage()],
    [`${FOLDER}/helm.md`, helmPage()],
    ...AWS_ADAPTERS.map((adapter) => [`${FOLDER}/${adapter.name}.md`, awsPage(adapter)] as const),
  ]);
  return new Map([[`${FOLDER}/README.md`, index(pages)], ...pages]);
}

function index(pages: ReadonlyMap<string, string>): string {
  const rows = [...pages].map(([path, text]) => {
    const title = /^# Least permissions: (.*)$/m.exec(text)?.[1] ?? path;
    const [, where = ""] = /^For (.*?)\. The adapter/m.exec(text) ?? [];
    return `| [${title}](${path.slice(FOLDER.length + 1)}) | ${where} |`;
  });
  return [
    GENERATED,
    "# Least permissions",
    "",
    "What the role or account of a deployment has to be allowed, and no more. Each page is made from the list of calls the adapter declares; a test of the adapter fails when it makes a call that is not on its list.",
    "",
    "| adapter | for |",
    "| --- | --- |",
    ...rows,
    "",
    "How a cloud is made to trust the job at all: [trust policies](../trust/README.md). `local`, `exec` and `haproxy` sign in to nothing.",
    "",
  ].join("\n");
}
