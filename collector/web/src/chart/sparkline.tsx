import { middle, type Moment } from "../report";
import { useWords } from "../words/words";

const width = 132;
const height = 36;
const edge = 4;

// A path over the windows: the line runs through the middles, the veil behind it is the interval.
export function Sparkline({
  trend,
  tone,
  wide = false,
}: {
  trend: Moment[];
  tone: "chosen" | "offered";
  wide?: boolean;
}) {
  const { interval, windowShort } = useWords();
  const first = trend[0];
  const last = trend.at(-1);
  if (first === undefined || last === undefined) return null;
  const top = Math.max(1, ...trend.map((moment) => moment.high));
  const x = (n: number) =>
    trend.length === 1 ? width - edge : edge + (n * (width - 2 * edge)) / (trend.length - 1);
  const y = (value: number) => height - edge - (value * (height - 2 * edge)) / top;
  const point = (n: number, value: number) => `${x(n).toFixed(1)} ${y(value).toFixed(1)}`;
  const line = trend.map((moment, n) => point(n, middle(moment)));
  const veil = [
    ...trend.map((moment, n) => point(n, moment.high)),
    ...trend.map((moment, n) => point(n, moment.low)).reverse(),
  ];
  const told = `${windowShort(first.name)}: ${interval(first)} → ${windowShort(last.name)}: ${interval(last)}`;
  return (
    <svg
      class={`sparkline ${tone}${wide ? " wide" : ""}`}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={told}
    >
      <line class="ground" x1="0" x2={width} y1={y(0)} y2={y(0)} />
      <path class="under" d={`M${x(0).toFixed(1)} ${y(0)}L${line.join("L")}V${y(0)}Z`} />
      <path class="veil" d={`M${veil.join("L")}Z`} />
      <path class="line" d={`M${line.join("L")}`} />
      <path class="end" d={`M${line.at(-1)}h0.01`} />
    </svg>
  );
}
