export interface Label {
  /** The instant's place, in pixels. */
  x: number;
  text: string;
  kind: 'due' | 'now' | 'start' | 'day';
}

export interface PlacedLabel extends Label {
  /** Left edge of the text. */
  left: number;
}

/** Width of a figure or letter at 11 px, on average. */
const LETTER = 6.1;
const GAP = 8;

/** Places labels on one line under their marks. Where two would touch, the earlier in the list stays. */
export function placeLabels(labels: Label[], width: number): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const label of labels) {
    const length = label.text.length * LETTER;
    const left = Math.max(0, Math.min(width - length, label.x - length / 2));
    const free = placed.every((other) => {
      const end = other.left + other.text.length * LETTER;
      return left > end + GAP || left + length < other.left - GAP;
    });
    if (free && length <= width) placed.push({ ...label, left });
  }
  return placed;
}
