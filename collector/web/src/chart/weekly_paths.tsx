import { middle, type Moment } from "../report";
import { useWords } from "../words/words";
import { useWidth } from "./width";

const firstWidth = 720; // until the page is laid out
const height = 260;
const left = 44;
const right = 8;
const top = 10;
const bottom = 28;
const tickWidth = 64;

interface Drawn {
  name: string;
  tone: "chosen" | "offered";
  dash: number;
  trend: Moment[];
}

export function pathsOf(tools: { name: string; trend: Moment[] }[], tone: Drawn["tone"]): Drawn[] {
  return tools
    .filter((tool) => tool.trend.length > 1)
    .slice(0, 4)
    .map((tool, n) => ({ name: tool.name, tone, dash: n, trend: tool.trend }));
}

// Whole marks from none to above `most`, at most five steps: 0, 5, 10 …
function marks(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  const steps = [0.1, 0.2, 0.5, 1, 2].map((times) => Math.max(1, times * power));
  const step = steps.find((one) => most / one <= 5) ?? most;
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, n) => n * step);
}

// The weekly paths of tools on one scale: chosen by staff in one hue, offered in the other,
// told apart within a hue by their dashes and their names at the end of the line.
export function WeeklyPaths({ windows, lines, of }: { windows: Moment[]; lines: Drawn[]; of: string }) {
  const { say, number, windowShort } = useWords();
  const [frame, width] = useWidth(firstWidth);
  if (lines.length === 0 || windows.length < 2) return null;
  const scale = marks(Math.max(1, ...lines.flatMap((line) => line.trend.map((moment) => moment.high))));
  const most = scale.at(-1) ?? 1;
  const place = new Map(windows.map((moment, n) => [moment.window, n]));
  const x = (n: number) => left + (n * (width - left - right)) / (windows.length - 1);
  const y = (value: number) => height - bottom - (value * (height - top - bottom)) / most;
  const path = (trend: Moment[]) =>
    trend
      .filter((moment) => place.has(moment.window))
      .map((moment) => `${x(place.get(moment.window) ?? 0).toFixed(1)} ${y(middle(moment)).toFixed(1)}`)
      .join("L");
  const every = Math.max(1, Math.ceil((windows.length * tickWidth) / (width - left)));
  return (
    <figure class="paths" ref={frame}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${say.trend}: ${of}`}>
        {scale.map((mark) => (
          <g key={mark}>
            <line class="grid" x1={left} x2={width - right} y1={y(mark)} y2={y(mark)} />
            <text class="tick end" x={left - 6} y={y(mark) + 4}>
              {number(mark)}
            </text>
          </g>
        ))}
        {windows.map((moment, n) =>
          n === windows.length - 1 || (n % every === 0 && n + 2 * every < windows.length) ? (
            <text key={moment.window} class={n === windows.length - 1 ? "tick end" : "tick"} x={x(n)} y={height - 8}>
              {windowShort(moment.name)}
            </text>
          ) : null,
        )}
        {lines.map((line) => (
          <path key={line.name} class={`line ${line.tone} dash-${line.dash}`} d={`M${path(line.trend)}`} />
        ))}
      </svg>
      <figcaption>
        {lines.length > 1 && lines.map((line) => (
          <span key={line.name} class={line.tone}>
            <svg viewBox="0 0 28 8" aria-hidden="true">
              <path class={`line ${line.tone} dash-${line.dash}`} d="M1 4h26" />
            </svg>
            {line.name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
