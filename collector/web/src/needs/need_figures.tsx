import { IntervalBar, SplitBar } from "../chart/interval_bar";
import { movement } from "../chart/movement";
import { ReasonIcon } from "../chart/reason_icon";
import { Sparkline } from "../chart/sparkline";
import type { Head, Need } from "../report";
import { useWords } from "../words/words";

// The one big figure of a card: devices affected, against those that report, and where it is going.
export function Affected({ need, head }: { need: Need; head: Head }) {
  const { say, interval } = useWords();
  const going = movement(need.trend, head.k);
  const reporting = head.line?.reporting;
  return (
    <div class="affected">
      <p class="big">
        <span class="label">{say.devicesAffected}</span>
        <strong>{interval(need.devices)}</strong>
        {reporting !== null && reporting !== undefined && (
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
  return (
    <dl class="measures">
      {need.gap !== null && (
        <div title={say.gapMeans}>
          <dt>{say.gap}</dt>
          <dd>
            {percents(need.gap)}
            <SplitBar share={need.gap} />
          </dd>
        </div>
      )}
      {need.reach !== null && (
        <div title={say.reachMeans}>
          <dt>{say.reach}</dt>
          <dd>
            {percents(need.reach)}
            <IntervalBar value={need.reach} of={1} tone="plain" />
          </dd>
        </div>
      )}
      {need.persistence !== null && (
        <div title={say.habitMeans}>
          <dt>{say.habit}</dt>
          <dd>
            {percents(need.persistence)}
            <IntervalBar value={need.persistence} of={1} tone="plain" />
          </dd>
        </div>
      )}
      {need.index !== null && (
        <div title={say.indexMeans}>
          <dt>{say.index}</dt>
          <dd>
            {interval(need.index)}
            <IntervalBar value={need.index} of={100} tone="plain" />
          </dd>
        </div>
      )}
    </dl>
  );
}

// What is likely behind the need, and the cheapest thing to do about it.
export function Reason({ need }: { need: Need }) {
  const { say, language } = useWords();
  const { code } = need.reason;
  // The server says more than a word where it can ("from window 8"), in English.
  const fix = language === "en" && need.reason.fix !== "" ? need.reason.fix : say.reasonFix[code];
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
