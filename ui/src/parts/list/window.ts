/** Browsers draw elements up to some 33 million pixels; longer lists are scrolled through a shorter one. */
const TALLEST = 16_000_000;

export interface Viewport {
  /** Pixels that are scrolled away above. */
  scrollTop: number;
  /** Height of what is seen. */
  height: number;
  rowHeight: number;
  total: number;
}

export interface ListWindow {
  /** First row to draw. */
  first: number;
  /** One after the last row to draw. */
  last: number;
  /** Where the first row is drawn, in pixels from the top of the scrolled element. */
  top: number;
  /** Height of the scrolled element. */
  height: number;
}

/** Which rows of a virtual list are drawn, and where. `spare` rows are added on either side. */
export function listWindow(view: Viewport, spare = 6): ListWindow {
  const full = view.total * view.rowHeight;
  const height = Math.min(full, TALLEST);
  const reading = readingTop(view, full, height);
  const first = Math.max(0, Math.floor(reading / view.rowHeight) - spare);
  const seen = Math.ceil(view.height / view.rowHeight) + 1;
  const last = Math.min(view.total, Math.floor(reading / view.rowHeight) + seen + spare);
  const top = view.scrollTop - (reading - first * view.rowHeight);
  return { first, last: Math.max(first, last), top: full === height ? first * view.rowHeight : top, height };
}

/** The scroll position that shows `row` whole, moved as little as possible. */
export function scrollTopFor(row: number, view: Viewport): number {
  const full = view.total * view.rowHeight;
  const height = Math.min(full, TALLEST);
  const reading = readingTop(view, full, height);
  const above = row * view.rowHeight;
  const below = above + view.rowHeight - view.height;
  const wanted = above < reading ? above : Math.max(reading, below);
  if (full === height) return wanted;
  const room = full - view.height;
  return room <= 0 ? 0 : (wanted / room) * (height - view.height);
}

/** Pixels above the first seen row if the list were drawn whole. */
function readingTop(view: Viewport, full: number, height: number): number {
  if (full === height) return Math.min(view.scrollTop, Math.max(0, full - view.height));
  return (view.scrollTop / (height - view.height)) * (full - view.height);
}
