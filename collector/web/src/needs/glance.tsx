import { IntervalBar } from "../chart/interval_bar";
import { useGrowing } from "../growing";
import type { Need } from "../report";
import { useWords } from "../words/words";

const firstRows = 20; // of a screen

// The ranking in one look, and the way to each card; beside the cards where there is room.
export function Glance({ needs }: { needs: Need[] }) {
  const { say, interval, needName } = useWords();
  const of = Math.max(1, ...needs.map((need) => need.devices.high));
  const shown = useGrowing("glance", needs, firstRows);
  return (
    <nav class="glance" aria-label={say.atAGlance}>
      <h2>{say.atAGlance}</h2>
      <ol>
        {shown.map((need) => (
          <li key={need.need}>
            <a href={`#${need.need}`}>
              <span class="rank" aria-hidden="true">
                {need.rank}
              </span>
              <span class="name" title={needName(need.need, need.name)}>
                {needName(need.need, need.name)}
              </span>
              <span class="figure">{interval(need.devices)}</span>
              <IntervalBar value={need.devices} of={of} tone="chosen" />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
