import { useReport } from "../load";
import { reportUrl, type Need, type NeedsReport } from "../report";
import { hrefOf, useRoute } from "../route";
import { Pilots } from "../pilots/parts";
import { useMay } from "../session";
import { Frame } from "../shell/frame";
import { lazy } from "../shell/lazy";
import { Link } from "../shell/link";
import { Lost } from "../shell/lost";
import { TableLine } from "../shell/table_line";
import { useWords } from "../words/words";
import { CardLife, useCard } from "./card_life";
import { Evidence, Grade, NeedTools, nothingToShow, Suppressed } from "./need_card";
import { Affected, Measures, Reason } from "./need_figures";

const NeedPictures = lazy(async () => (await import("../pictures/need_pictures")).NeedPictures);

function OneNeed({ need, report }: { need: Need; report: NeedsReport }) {
  const { say, needName, windowName } = useWords();
  const { query } = useRoute();
  const may = useMay(); // pilots tell of departments as they are
  const [card, reload] = useCard(need.need);
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
          <NeedPictures need={need} report={report} promises={card.state === "ready" ? card.body.promises : []} />
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
      <CardLife need={need.need} read={card} reload={reload} />
      {may("getPilots") && <Pilots need={need.need} />}
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
