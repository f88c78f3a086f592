// How the contrast test measures the tokens.

/** A colour as the tokens write it: `oklch(L C H)` with L from 0 to 1 and H in degrees. */
export interface Oklch {
  lightness: number;
  chroma: number;
  hue: number;
}

/** Contrast ratio of WCAG 2, from 1 to 21. */
export function contrast(one: Oklch, other: Oklch): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** The tokens of each theme of `tokens.css`, by theme and name. */
export function tokensOf(css: string): Map<string, Map<string, Oklch>> {
  const themes = new Map<string, Map<string, Oklch>>();
  for (const [, name = '', body = ''] of css.matchAll(/data-theme='([\w-]+)'\] \{([^}]*)\}/g)) {
    const tokens = new Map<string, Oklch>();
    for (const [, token = '', l, c, h] of body.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)) {
      tokens.set(token, { lightness: Number(l), chroma: Number(c), hue: Number(h) });
    }
    themes.set(name, tokens);
  }
  return themes;
}

/** Relative luminance: OKLCH to linear sRGB (Ottosson's matrices), clipped to the screen's gamut. */
function luminance({ lightness, chroma, hue }: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = clipped(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clipped(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clipped(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function clipped(value: number): number {
  return Math.min(1, Math.max(0, value));
}
