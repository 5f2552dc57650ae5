/** Orange and blue stay apart for every kind of colour blindness; each text has at least 4.5:1 on its ground. */
export const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: #ffffff;
  --ink: #1b2027;
  --quiet: #555e6b;
  --line: #dfe3e8;
  --axis: #8a929e;
  --soft: #f4f6f8;
  --candidate: #b34700;
  --stable: #1a5fa8;
  --good: #136c39;
  --good-ground: #e6f4eb;
  --bad: #b02318;
  --bad-ground: #fdecea;
  --unsure: #745000;
  --unsure-ground: #fbf1d9;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #11151a;
    --ink: #e7eaee;
    --quiet: #a4adb9;
    --line: #2a313a;
    --axis: #6d7785;
    --soft: #1a2027;
    --candidate: #ff9f57;
    --stable: #7cb7ff;
    --good: #74d196;
    --good-ground: #15301f;
    --bad: #ff9287;
    --bad-ground: #3b1a18;
    --unsure: #e6b84c;
    --unsure-ground: #33280f;
  }
}
`;
