import { useMemo } from "preact/hooks";
import { movement } from "../chart/movement";
import { useGrowing } from "../growing";
import { useReport } from "../load";
import type { Need, NeedsReport } from "../report";
import { go, useRoute, withQuery } from "../route";
import { Empty } from "../shell/empty";
import { Frame } from "../shell/frame";
import { reportUrl, TableLine } from "../shell/table_line";
import { useWords } from "../words/words";
import { CardStates, useCardStates } from "./card_state";
import { Filters, matching } from "./filters";
import { Glance } from "./glance";
import { NeedCard, nothingToShow } from "./need_card";

const firstCards = 6;

function Headline({ report }: { report: NeedsReport }) {
  const { say, interval, needName, windowName } = useWords();
  const shown = report.needs.filter((need) => !nothingToShow(need));
  const first = shown[0];
  const growing = shown.filter((need) => {
    const going = movement(need.trend, report.k);
    return going === "growing" || going === "fresh";
  });
  return (
    <header class="headline">
      <h1>{say.headline(report.needs.length, windowName(report.window.name))}</h1>
      {first !== undefined && (
        <p>
          {say.leads(needName(first.need, first.name), interval(first.devices))} {say.growingCount(growing.length)}
        </p>
      )}
    </header>
  );
}

// A card that stands already is not made again while others come.
function Cards({ needs, report }: { needs: Need[]; report: NeedsReport }) {
  const cards = useMemo(
    () => needs.map((need) => <NeedCard key={need.need} need={need} head={report} />),
    [needs, report],
  );
  return <div class="cards">{useGrowing("needs", cards, firstCards)}</div>;
}

function Published({ report }: { report: NeedsReport }) {
  const { say, needName } = useWords();
  const { query } = useRoute();
  const needs = matching(report.needs, query, needName);
  const cards = useCardStates(report);
  return (
    <CardStates.Provider value={cards}>
    <div class="needs-page">
      <Glance needs={needs} />
      <div class="column">
        <Headline report={report} />
        <Filters needs={report.needs} shown={needs.length} />
        {needs.length === 0 && (
          <p class="no-match">
            {say.noMatch}{" "}
            <button type="button" onClick={() => go(withQuery(query, { reason: "", q: "" }), true)}>
              {say.clearFilter}
            </button>
          </p>
        )}
        <Cards needs={needs} report={report} />
        <TableLine head={report} csv="needs" />
      </div>
    </div>
    </CardStates.Provider>
  );
}

export function NeedsPage() {
  const { query } = useRoute();
  const loaded = useReport<NeedsReport>(reportUrl("needs", query));
  return (
    <Frame loaded={loaded}>
      {(report) =>
        report.needs.length === 0 ? <Empty head={report} page="needs" /> : <Published report={report} />
      }
    </Frame>
  );
}
