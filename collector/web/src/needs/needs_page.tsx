import { useMemo } from "preact/hooks";
import { movement } from "../chart/movement";
import { useRead } from "../asking";
import { useDepartments, useNeedsOf } from "../filters/departments";
import { Pick } from "../filters/pick";
import { Saved } from "../filters/saved";
import { useGrowing, useSame, useSettled } from "../growing";
import { outcomes, wonIn, type Card } from "../home/outcomes";
import { Progress } from "../home/progress";
import { useReport } from "../load";
import { reportUrl, type Need, type NeedsReport } from "../report";
import { go, useRoute, withQuery } from "../route";
import type { components } from "../schema";
import { useMay } from "../session";
import { Empty } from "../shell/empty";
import { OwnFigures } from "../pilots/parts";
import { Frame, Told } from "../shell/frame";
import { lazy } from "../shell/lazy";
import { TableLine } from "../shell/table_line";
import { useWords } from "../words/words";
import { CardStates, useCardStates } from "./card_state";
import { Filters, matching } from "./filters";
import { Glance } from "./glance";
import { NeedCard, nothingToShow } from "./need_card";

const FirstSteps = lazy(async () => (await import("../start/start_page")).FirstSteps);
const Band = lazy(async () => (await import("../home/band")).Band);

const firstCards = 3; // more than a laptop's screen shows

function Headline({ report, cards, settled }: { report: NeedsReport; cards: Map<string, Card>; settled: boolean }) {
  const { say, interval, needName, windowOpens } = useWords();
  const shown = report.needs.filter((need) => !nothingToShow(need));
  const first = shown[0];
  const going = shown.map((need) => movement(need.trend, report.k));
  const count = (wanted: string) => going.filter((one) => one === wanted).length;
  const { name } = report.window;
  return (
    <header class="headline">
      <h1>{say.opening(windowOpens(name), count("fresh"), count("growing"), wonIn(name, outcomes([...cards.values()])))}</h1>
      {first !== undefined && (
        <p>
          {say.needsCount(report.needs.length)} {say.leads(needName(first.need, first.name), interval(first.devices))}
        </p>
      )}
      {settled && <Progress />}
    </header>
  );
}

// A card that stands already is not made again while others come, or are filtered away around it.
function Cards({ needs, report }: { needs: Need[]; report: NeedsReport }) {
  const made = useMemo(() => new Map(report.needs.map((need) => [need, <NeedCard key={need.need} need={need} head={report} />])), [report]);
  const cards = useMemo(() => needs.map((need) => made.get(need)!), [needs, made]);
  return <div class="cards">{useGrowing("needs", cards, firstCards)}</div>;
}

function NeedFilters({ report, shown, cards, settled }: { report: NeedsReport; shown: number; cards: Map<string, Card>; settled: boolean }) {
  const { say, work } = useWords();
  const departments = useDepartments(settled);
  const states = [...new Set([...cards.values()].map(({ state }) => state))];
  return (
    <Filters needs={report.needs} shown={shown}>
      <Pick name="state" label={say.filterState} every={say.everyState} of={states.map((state) => [state, work.states[state]])} />
      <Pick name="department" label={say.filterDepartment} every={say.everyDepartment} of={departments.map(({ id, name }) => [id, name])} />
      <Saved page="needs" path="/" />
    </Filters>
  );
}

function Published({ report }: { report: NeedsReport }) {
  const { say, needName } = useWords();
  const { query } = useRoute();
  const settled = useSettled();
  const cards = useCardStates(settled ? report : null);
  const of = useNeedsOf(query.get("department") ?? "", query.get("window") ?? "");
  const needs = useSame(matching(report.needs, query, { needName, cards, of }));
  const glance = useMemo(() => <Glance needs={needs} />, [needs]);
  return (
    <CardStates.Provider value={cards}>
    <div class="needs-page">
      {glance}
      <div class="column">
        <Headline report={report} cards={cards} settled={settled} />
        {settled && <Band cards={[...cards.values()]} />}
        <NeedFilters report={report} shown={needs.length} cards={cards} settled={settled} />
        {needs.length === 0 && (
          <p class="no-match">
            {say.noMatch}{" "}
            <button type="button" onClick={() => go(withQuery(query, { reason: "", q: "", state: "", department: "" }), true)}>
              {say.clearFilter}
            </button>
          </p>
        )}
        <Cards needs={needs} report={report} />
        {settled && <OwnFigures />}
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
