/** Text as it may stand in an SVG. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Colours for light and dark; text in the colour of the page's own. */
const STYLE = `
  svg { font: 12px system-ui, sans-serif; background: #fff }
  text { fill: #1f2328 } .faint { fill: #59636e } .line { stroke: #d1d9e0 } .bound { stroke: #cf222e; stroke-dasharray: 4 3 }
  .ours { fill: #0969da } .best { fill: #bc4c00 } .peer { fill: #818b98 } .bad { fill: #cf222e } .good { fill: #1a7f37 }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117 } text { fill: #f0f6fc } .faint { fill: #9198a1 } .line { stroke: #3d444d } .bound { stroke: #f85149 }
    .ours { fill: #4493f8 } .best { fill: #f0883e } .peer { fill: #656c76 } .bad { fill: #f85149 } .good { fill: #3fb950 }
  }`;

/** A drawing of its own. */
export function svg(width: number, height: number, title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(title)}</title><style>${STYLE}</style>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

export function label(x: number, y: number, text: string, attributes = ""): string {
  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${escaped(text)}</text>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, kind = "line"): string {
  return `<line class="${kind}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;
}

export function dot(x: number, y: number, radius: number, kind: string, hint: string): string {
  return `<circle class="${kind}" cx="${round(x)}" cy="${round(y)}" r="${radius}"><title>${escaped(hint)}</title></circle>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
