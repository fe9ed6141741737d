import { PathTable } from "../chart/path_table";
import { pathsOf, WeeklyPaths } from "../chart/weekly_paths";
import { useReport } from "../load";
import type { Need, NeedsReport } from "../report";
import { hrefOf, useRoute } from "../route";
import { Frame } from "../shell/frame";
import { Link } from "../shell/link";
import { Lost } from "../shell/lost";
import { reportUrl, TableLine } from "../shell/table_line";
import { useWords } from "../words/words";
import { CardLife } from "./card_life";
import { Evidence, Grade, NeedTools, nothingToShow, Suppressed } from "./need_card";
import { Affected, Measures, Reason } from "./need_figures";

function OneNeed({ need, report }: { need: Need; report: NeedsReport }) {
  const { say, needName, windowName } = useWords();
  const { query } = useRoute();
  return (
    <div class="detail">
      <p class="back">
        <Link href={hrefOf("/", query)}>← {say.allNeeds}</Link>
      </p>
      <header class="headline">
        <h1>{needName(need.need, need.name)}</h1>
        <p>
          {say.rank(need.rank)} · {windowName(report.window.name)} <Grade need={need} />
        </p>
      </header>
      {need.suppressed !== null && <Suppressed need={need} />}
      {!nothingToShow(need) && (
        <>
          <section class="card detail-card">
            <Affected need={need} head={report} />
            <div class="why">
              <Reason need={need} />
              <Measures need={need} />
            </div>
          </section>
          <section class="card plain">
            <h2>{say.trend}</h2>
            <WeeklyPaths
              windows={need.trend}
              lines={[...pathsOf(need.tools, "chosen"), ...pathsOf(need.offered, "offered")]}
              of={needName(need.need, need.name)}
            />
            <PathTable windows={need.trend} tools={[...need.tools, ...need.offered]} />
          </section>
          <section class="card plain">
            <h2 class="visually-hidden">{say.tools}</h2>
            <NeedTools need={need} />
          </section>
          <section class="card plain">
            <h2 class="visually-hidden">{say.evidence}</h2>
            <Evidence need={need} open />
          </section>
        </>
      )}
      <CardLife need={need.need} />
      <TableLine head={report} />
    </div>
  );
}

export function NeedPage({ id }: { id: string }) {
  const { query } = useRoute();
  const { say } = useWords();
  const loaded = useReport<NeedsReport>(reportUrl("needs", query));
  return (
    <Frame loaded={loaded}>
      {(report) => {
        const need = report.needs.find((one) => one.need === id);
        return need === undefined ? <Lost title={say.goneNeed} /> : <OneNeed need={need} report={report} />;
      }}
    </Frame>
  );
}
