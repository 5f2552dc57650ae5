import type { Secrets } from "@deploy-actions/kernel";

const SHORTEST_LINE = 4;

/**
 * Masks a secret in the forms it is likely to be printed in: whole, line by line (a runner masks single lines only), in
 * base64 and in a URL. Returns the value.
 */
export function maskSecret(value: string, secrets: Secrets): string {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim());
  const forms = new Set([value, value.trim(), ...(lines.length > 1 ? lines : [])]);
  for (const form of [...forms]) {
    if (form.length < SHORTEST_LINE * 2) continue;
    forms.add(Buffer.from(form).toString("base64"));
    forms.add(encodeURIComponent(form.toWellFormed()));
  }
  for (const form of forms) if (form.length >= SHORTEST_LINE) secrets.mask(form);
  return value;
}
