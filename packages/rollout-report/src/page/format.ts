import { formatCount } from "@deploy-actions/kernel";

/** `14:03:20`. UTC. */
export function formatTime(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** `21 November 2026, 14:03:20 UTC`. */
export function formatMoment(at: number): string {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return "unknown";
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${formatTime(at)} UTC`;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `0.76 %` of a share from 0 to 1, two significant digits. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (!Number.isFinite(percent)) return "–";
  if (percent === 0) return "0\u00a0%";
  if (percent < 0.001) return "<\u00a00.001\u00a0%";
  return `${percent < 10 ? Number(percent.toPrecision(2)) : Math.round(percent)}\u00a0%`;
}

/** `0.76 %`, `0.20 %` of so many bad requests; a dash when there were no requests. */
export function formatRate(bad: number, requests: number): string {
  if (requests <= 0) return "–";
  const percent = (bad / requests) * 100;
  return percent >= 0.001 && percent < 10 ? `${percent.toPrecision(2)}\u00a0%` : formatShare(bad / requests);
}

/** `5 %`, `12.5 %`: a weight of the traffic. */
export function formatWeight(weight: number): string {
  return `${Number(weight.toFixed(2))}\u00a0%`;
}

/** `4.1×`, `23×`, `∞`. */
export function formatRatio(ratio: number): string {
  if (ratio === Number.POSITIVE_INFINITY) return "∞";
  if (Number.isNaN(ratio)) return "–";
  return `${ratio < 10 ? Number(ratio.toPrecision(2)) : formatCount(ratio)}×`;
}

/** `180 ms`, `1.4 s`. */
export function formatLatency(ms: number): string {
  if (ms >= 1_000) return `${Number((ms / 1_000).toPrecision(3))} s`;
  return `${Number(ms.toPrecision(3))} ms`;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A power of ten in full up to 10,000 and from 0.001 on, else `10⁷`. */
export function formatPowerOfTen(exponent: number): string {
  if (exponent >= 0 && exponent <= 4) return formatCount(10 ** exponent);
  if (exponent >= -3 && exponent < 0) return (10 ** exponent).toFixed(-exponent);
  const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)] ?? "");
  return `10${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
}

/** Evidence of a natural log as a number to read: `1,240`, `0.08`, `10¹²`. */
export function formatEvidence(log: number): string {
  if (Number.isNaN(log)) return "–";
  if (log === Number.POSITIVE_INFINITY) return "∞";
  const value = Math.exp(log);
  if (value === 0) return "0";
  if (value >= 1_000_000 || value < 0.001) return formatPowerOfTen(Math.floor(log / Math.LN10 + 1e-9));
  return value >= 100 ? formatCount(value) : String(Number(value.toPrecision(2)));
}
