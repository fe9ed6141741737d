import { bounds, type Head, type Need } from "../report";
import { useHrefOf } from "../route";
import { Link } from "../shell/link";
import { useWords } from "../words/words";
import { CardState } from "./card_state";
import { exampleHead } from "./example";
import { Affected, Measures, Reason } from "./need_figures";
import { ToolRows } from "./tool_rows";

export function Grade({ need }: { need: Need }) {
  const { say } = useWords();
  const solid = need.grade === "solid";
  return (
    <span class={`grade ${need.grade}`} title={solid ? say.gradeSolidMeans : say.gradeIndicativeMeans}>
      {solid ? say.gradeSolid : say.gradeIndicative}
    </span>
  );
}

export function Evidence({ need, open = false }: { need: Need; open?: boolean }) {
  const { say } = useWords();
  if (need.evidence.length === 0) return null;
  return (
    <details class="evidence" open={open}>
      <summary>
        {say.evidence} <span class="count">{say.evidenceCount(need.evidence.length)}</span>
      </summary>
      <ul lang="en">
        {need.evidence.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}

export function largestTool(need: Need): number {
  return Math.max(1, ...[...need.offered, ...need.tools].map((tool) => bounds(tool.devices).high));
}

// Both groups of tools, chosen first: they are the news.
export function NeedTools({ need }: { need: Need }) {
  const { say } = useWords();
  const of = largestTool(need);
  // A tool offered to some departments stands on both sides, here perhaps with nobody (k = 1).
  const chosen = need.tools.filter((tool) => bounds(tool.devices).high > 0);
  return (
    <div class="tools">
      <ToolRows tools={chosen} of={of} tone="chosen" title={say.chosen} empty={say.nothingChosen} />
      <ToolRows tools={need.offered} of={of} tone="offered" title={say.offered} empty={say.nothingOffered} />
    </div>
  );
}

// Below k and without a tool that could be named: the card says why and shows nothing else.
export function nothingToShow(need: Need): boolean {
  return need.suppressed !== null && need.devices.low === 0 && need.tools.length === 0;
}

export function Suppressed({ need }: { need: Need }) {
  const { say, interval } = useWords();
  return (
    <p class="suppressed">
      <span class="label">{say.notShown}</span>
      <span lang="en">{need.suppressed}</span>
      {nothingToShow(need) && (
        <span class="figure">
          {" "}
          {interval(need.devices)} {say.devices}
        </span>
      )}
    </p>
  );
}

export function NeedCard({ need, head }: { need: Need; head: Pick<Head, "k" | "line"> }) {
  const { say, needName } = useWords();
  const href = useHrefOf();
  const title = `need-${need.need}`;
  const hidden = nothingToShow(need);
  return (
    <article id={need.need} class={hidden ? "card thin" : "card"} aria-labelledby={title}>
      <header>
        <span class="rank" aria-label={say.rank(need.rank)}>
          {need.rank}
        </span>
        <h2 id={title}>
          {head === exampleHead ? (
            needName(need.need, need.name)
          ) : (
            <Link href={href(`/needs/${need.need}`)}>{needName(need.need, need.name)}</Link>
          )}
        </h2>
        {!hidden && <Grade need={need} />}
        {head !== exampleHead && <CardState need={need.need} />}
      </header>
      {hidden ? (
        <Suppressed need={need} />
      ) : (
        <>
          <Affected need={need} head={head} />
          <div class="why">
            <Reason need={need} />
            <Measures need={need} />
          </div>
          <NeedTools need={need} />
          {need.suppressed !== null && <Suppressed need={need} />}
          <Evidence need={need} />
        </>
      )}
    </article>
  );
}
