import { IntervalBar, SplitBar } from "../chart/interval_bar";
import { movement } from "../chart/movement";
import { ReasonIcon } from "../chart/reason_icon";
import { Sparkline } from "../chart/sparkline";
import type { Bounds, Head, Need } from "../report";
import { useWords } from "../words/words";

// The one big figure of a card: devices affected, against those that report, and where it is going.
export function Affected({ need, head }: { need: Need; head: Pick<Head, "k" | "line"> }) {
  const { say, interval } = useWords();
  const going = movement(need.trend, head.k);
  const { reporting } = head.line;
  return (
    <div class="affected">
      <p class="big">
        <span class="label">{say.devicesAffected}</span>
        <strong>{interval(need.devices)}</strong>
        {reporting !== null && (
          <span class="of">{say.ofReporting(interval(reporting))}</span>
        )}
      </p>
      {need.trend.length > 1 && (
        <p class="path">
          <Sparkline trend={need.trend} tone="chosen" wide />
          <span class="going">
            {going !== null && <b class={going}>{say[going]}</b>} {say.trendOver(need.trend.length)}
          </span>
        </p>
      )}
    </div>
  );
}

// Gap, reach, habit and index, each with its meaning and a small bar.
export function Measures({ need }: { need: Need }) {
  const { say, interval, percents } = useWords();
  const plain = (value: Bounds, of: number) => <IntervalBar value={value} of={of} tone="plain" />;
  const rows = [
    [say.gap, say.gapMeans, percents(need.gap), <SplitBar share={need.gap} />],
    [say.reach, say.reachMeans, percents(need.reach), plain(need.reach, 1)],
    [say.habit, say.habitMeans, percents(need.persistence), plain(need.persistence, 1)],
    [say.index, say.indexMeans, interval(need.index), plain(need.index, 100)],
  ] as const;
  return (
    <dl class="measures">
      {rows.map(([name, meaning, value, bar]) => (
        <div key={name} title={meaning}>
          <dt>{name}</dt>
          <dd>
            {value}
            {bar}
          </dd>
        </div>
      ))}
    </dl>
  );
}

// The server's words begin small, as they stand in the middle of a terminal's line.
function sentence(words: string): string {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return text.endsWith(".") ? text : `${text}.`;
}

// What is likely behind the need, and the cheapest thing to do about it.
export function Reason({ need }: { need: Need }) {
  const { say, language } = useWords();
  const { code } = need.reason;
  // The server says more than a word where it can ("from window 8"), in English.
  const fix = language === "en" && need.reason.fix !== "" ? sentence(need.reason.fix) : say.reasonFix[code];
  return (
    <div class={`reason ${code}`}>
      <ReasonIcon code={code} />
      <p>
        <span class="label">{say.likelyReason}</span>
        <strong>{say.reasonWords[code] ?? need.reason.words}</strong>
      </p>
      <p class="fix">
        <span class="label">{say.cheapestFix}</span>
        <span>{fix}</span>
      </p>
    </div>
  );
}
