import { useMemo } from "preact/hooks";
import { movement } from "../chart/movement";
import { useDepartments } from "../filters/departments";
import { Pick } from "../filters/pick";
import { Saved } from "../filters/saved";
import { useReport } from "../load";
import { reportUrl, type ToolsReport } from "../report";
import { go, useRoute, withQuery } from "../route";
import { useMay } from "../session";
import { Empty } from "../shell/empty";
import { Frame } from "../shell/frame";
import { lazy } from "../shell/lazy";
import { standingWords } from "../shell/standing_mark";
import { TableLine } from "../shell/table_line";
import { useWords } from "../words/words";
import { usePicks } from "./picks";
import { arranged } from "./sorting";
import { ToolTable } from "./tool_table";

const Bulk = lazy(async () => (await import("./bulk")).Bulk);

const filters = ["q", "standing", "need", "department", "growth"];
const movements = ["fresh", "growing", "steady", "shrinking"] as const;

function ToolFilters({ report, shown }: { report: ToolsReport; shown: number }) {
  const { say, needName } = useWords();
  const { query } = useRoute();
  const departments = useDepartments();
  const standings = [...new Set(report.tools.map((tool) => tool.standing))];
  const needs = [...new Set(report.tools.map((tool) => tool.need))].map((need): [string, string] => [need, needName(need)]);
  const going = new Set(report.tools.map((tool) => movement(tool.trend, report.k)));
  return (
    <search class="filters">
      <input
        type="search"
        aria-label={say.search}
        placeholder={say.search}
        value={query.get("q") ?? ""}
        onInput={(event) => go(withQuery(query, { q: event.currentTarget.value }), true)}
      />
      <Pick name="standing" label={say.filterStanding} every={say.everyStanding} of={standings.map((one) => [one, standingWords(one, say)])} />
      <Pick name="need" label={say.filterNeed} every={say.everyNeed} of={needs.sort((a, b) => a[1].localeCompare(b[1]))} />
      <Pick name="growth" label={say.growth} every={say.growth} of={movements.filter((one) => going.has(one)).map((one) => [one, say[one]])} />
      <Pick name="department" label={say.filterDepartment} every={say.everyDepartment} of={departments.map(({ id, name }) => [id, name])} />
      <Saved page="tools" path="/tools" />
      <p class="shown" aria-live="polite">
        {say.shown(shown, report.tools.length)}
      </p>
    </search>
  );
}

function Published({ report }: { report: ToolsReport }) {
  const { say, needName, windowName } = useWords();
  const { query } = useRoute();
  const may = useMay();
  const [picks, picked] = usePicks();
  const tools = useMemo(() => arranged(report.tools, query, { k: report.k, needName }), [report, query, needName]);
  const mayDecide = may("decideStandings");
  return (
    <div class="tools-page">
      <header class="headline">
        <h1>
          {say.tools} · {windowName(report.window.name)}
        </h1>
        <p>{say.toolsLead}</p>
      </header>
      <ToolFilters report={report} shown={tools.length} />
      {mayDecide && <Bulk tools={tools.filter(({ tool }) => picked.has(tool))} />}
      {tools.length === 0 ? (
        <p class="no-match">
          {say.noMatch}{" "}
          <button type="button" onClick={() => go(withQuery(query, Object.fromEntries(filters.map((name) => [name, ""]))), true)}>
            {say.clearFilter}
          </button>
        </p>
      ) : (
        <ToolTable tools={tools} k={report.k} picks={mayDecide ? picks : null} />
      )}
      <TableLine head={report} csv="tools" />
    </div>
  );
}

export function ToolsPage() {
  const { query } = useRoute();
  const loaded = useReport<ToolsReport>(reportUrl("tools", query));
  return (
    <Frame loaded={loaded}>
      {(report) =>
        report.tools.length === 0 && !query.has("department") ? <Empty head={report} page="tools" /> : <Published report={report} />
      }
    </Frame>
  );
}
