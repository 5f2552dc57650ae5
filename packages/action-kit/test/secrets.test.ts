import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createSecrets } from "../src/secrets.ts";

describe("secrets", () => {
  test("mask returns the value, announces it once and redacts it", () => {
    const announced: string[] = [];
    const secrets = createSecrets((line) => announced.push(line));
    expect(secrets.mask("hunter2")).toBe("hunter2");
    secrets.mask("hunter2");
    expect(announced).toEqual(["hunter2"]);
    expect(secrets.redact("a hunter2 b hunter2")).toBe("a *** b ***");
  });

  test("each line of a secret is masked by itself, but not the brace of a key file", () => {
    const announced: string[] = [];
    const secrets = createSecrets((line) => announced.push(line));
    secrets.mask('{\n  "key": "abc"\r\n}\n');
    expect(announced).toEqual(['"key": "abc"']);
    expect(secrets.redact('{"a":1} "key": "abc"')).toBe('{"a":1} ***');
  });

  test.each(["", "  ", "a", "abc", "\n"])("%j is too short to be masked", (value) => {
    const announced: string[] = [];
    const secrets = createSecrets((line) => announced.push(line));
    secrets.mask(value);
    expect(announced).toEqual([]);
    expect(secrets.redact("abc a  b")).toBe("abc a  b");
  });

  const secret = "p@ss word/+&?>";
  test.each([
    ["URL-encoded", encodeURIComponent(secret)],
    ["form-encoded", encodeURIComponent(secret).replaceAll("%20", "+")],
    ["base64", Buffer.from(secret).toString("base64")],
    ["base64url", Buffer.from(secret).toString("base64url")],
    ["as JSON", JSON.stringify('quote"p@ss word/+&?>').slice(7)],
  ])("the %s form is redacted as well", (_, form) => {
    const secrets = createSecrets();
    secrets.mask(secret);
    expect(secrets.redact(`x=${form};`)).toContain("***");
  });

  test.each(["u:", "us:", "use:", "user:"])("a password stays hidden in the Basic header of %s", (user) => {
    const secrets = createSecrets();
    secrets.mask("correct-horse-battery");
    const header = Buffer.from(`${user}correct-horse-battery`).toString("base64");
    const redacted = secrets.redact(`Basic ${header}`);
    const left = redacted.replace("Basic ", "").replace("***", "");
    expect(left.length).toBeLessThan(user.length * 2 + 8);
    expect(Buffer.from(left, "base64").toString()).not.toContain("correct");
  });

  test("a longer secret is replaced before a shorter one inside it", () => {
    const secrets = createSecrets();
    secrets.mask("pass");
    secrets.mask("password");
    expect(secrets.redact("password")).toBe("***");
  });

  test("no masked value is left in any text", () => {
    fc.assert(
      fc.property(
        fc
          .string({ minLength: 4, maxLength: 30, unit: "grapheme" })
          .filter((value) => value.trim().length >= 4),
        fc.array(fc.string({ maxLength: 10 }), { maxLength: 4 }),
        (value, around) => {
          fc.pre(!value.includes("*") && !/[\r\n]/.test(value));
          const secrets = createSecrets();
          secrets.mask(value);
          expect(secrets.redact(around.join(value) + value)).not.toContain(value.trim());
        },
      ),
    );
  });
});
