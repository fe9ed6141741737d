import { IntervalBar } from "../chart/interval_bar";
import { Sparkline } from "../chart/sparkline";
import type { ToolInNeed } from "../report";
import { useHrefOf } from "../route";
import { Link } from "../shell/link";
import { StandingMark } from "../shell/standing_mark";
import { useWords } from "../words/words";

// The tools of one need, chosen or offered, on one scale so that their bars can be compared.
export function ToolRows({
  tools,
  of,
  tone,
  title,
  empty,
}: {
  tools: ToolInNeed[];
  of: number;
  tone: "chosen" | "offered";
  title: string;
  empty: string;
}) {
  const { say, interval } = useWords();
  const href = useHrefOf();
  return (
    <div class={`tool-rows ${tone}`}>
      <h3>
        <span class="swatch" aria-hidden="true" />
        {title}
      </h3>
      {tools.length === 0 && <p class="none">{empty}</p>}
      <ul>
        {tools.map((tool) => (
          <li key={tool.tool}>
            <span class="name">
              {tool.tool === "" ? (
                <b>{tool.name}</b>
              ) : (
                <Link href={href(`/tools/${tool.tool}`)}>{tool.name}</Link>
              )}
              <StandingMark standing={tool.standing} />
            </span>
            <IntervalBar value={tool.devices} of={of} tone={tone} />
            <span class="figure">
              {interval(tool.devices)} <span class="visually-hidden">{say.devices}</span>
            </span>
            {tool.trend.length > 1 ? (
              <Sparkline trend={tool.trend} tone={tone} />
            ) : (
              <span class="sparkline" />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
