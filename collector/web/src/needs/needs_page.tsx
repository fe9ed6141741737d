import { useMemo } from "preact/hooks";
import { movement } from "../chart/movement";
import { useRead } from "../asking";
import { useGrowing } from "../growing";
import { useReport } from "../load";
import type { Need, NeedsReport } from "../report";
import { go, useRoute, withQuery } from "../route";
import type { components } from "../schema";
import { useMay } from "../session";
import { Empty } from "../shell/empty";
import { Frame, Told } from "../shell/frame";
import { reportUrl, TableLine } from "../shell/table_line";
import { FirstSteps } from "../start/start_page";
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

// While nobody has said what is offered, a card would call every tool chosen by staff.
const nothingOffered = (report: NeedsReport) =>
  report.needs.every(({ offered, tools }) => offered.length === 0 && tools.every(({ standing }) => standing === "unreviewed"));

function Question({ report }: { report: NeedsReport }) {
  const { start } = useWords();
  const may = useMay();
  return (
    <section class="empty">
      <h1>{start.questionTitle}</h1>
      <p class="lead">{start.questionLead}</p>
      {may("offerTools") ? <FirstSteps /> : <p>{start.questionOther}</p>}
      <TableLine head={report} />
    </section>
  );
}

// What is offered may be in use nowhere; whoever can ask asks before the cards give way.
function Asked({ report }: { report: NeedsReport }) {
  const [read, reload] = useRead<components["schemas"]["Start"]>("/api/v1/start");
  return (
    <Told read={read} retry={reload}>
      {({ offered }) => (offered > 0 ? <Published report={report} /> : <Question report={report} />)}
    </Told>
  );
}

function Unanswered({ report }: { report: NeedsReport }) {
  const may = useMay();
  return may("getStart") ? <Asked report={report} /> : <Question report={report} />;
}

export function NeedsPage() {
  const { query } = useRoute();
  const loaded = useReport<NeedsReport>(reportUrl("needs", query));
  return (
    <Frame loaded={loaded}>
      {(report) =>
        report.needs.length === 0 ? <Empty head={report} page="needs" /> : nothingOffered(report) ? <Unanswered report={report} /> : <Published report={report} />
      }
    </Frame>
  );
}
