import { bounds, type Bounds } from "../report";

const percent = (value: number, of: number) => `${Math.min(100, (100 * value) / Math.max(1e-9, of))}%`;

// A bar as long as the low end, and lighter up to the high end. The figure itself stands beside it
// as text, so the bar is hidden from screen readers.
export function IntervalBar({
  value,
  of,
  tone,
}: {
  value: number | Bounds;
  of: number;
  tone: "chosen" | "offered" | "plain";
}) {
  const { low, high } = bounds(value);
  return (
    <svg class={`bar ${tone}`} aria-hidden="true" focusable="false">
      <rect class="track" width="100%" height="100%" rx="3" />
      <rect class="maybe" width={percent(high, of)} height="100%" rx="3" />
      <rect class="sure" width={percent(low, of)} height="100%" rx="3" />
    </svg>
  );
}

// Chosen against offered, with the uncertain middle between them.
export function SplitBar({ share }: { share: Bounds }) {
  const [low, high] = [percent(share.low, 1), percent(share.high, 1)];
  return (
    <svg class="bar split" aria-hidden="true" focusable="false">
      <rect class="rest" width="100%" height="100%" rx="3" />
      <rect class="maybe" width={high} height="100%" rx="3" />
      <rect class="sure" width={low} height="100%" rx="3" />
    </svg>
  );
}
