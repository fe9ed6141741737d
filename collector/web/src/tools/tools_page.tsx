import { useReport } from "../load";
import type { ToolsReport } from "../report";
import { go, useRoute, withQuery } from "../route";
import { Empty } from "../shell/empty";
import { Frame } from "../shell/frame";
import { standingWords } from "../shell/standing_mark";
import { reportUrl, TableLine } from "../shell/table_line";
import { useWords } from "../words/words";
import { arranged } from "./sorting";
import { ToolTable } from "./tool_table";

function ToolFilters({ report, shown }: { report: ToolsReport; shown: number }) {
  const { say } = useWords();
  const { query } = useRoute();
  const standings = [...new Set(report.tools.map((tool) => tool.standing))];
  return (
    <search class="filters">
      <input
        type="search"
        aria-label={say.search}
        placeholder={say.search}
        value={query.get("q") ?? ""}
        onInput={(event) => go(withQuery(query, { q: event.currentTarget.value }), true)}
      />
      <label>
        <span class="visually-hidden">{say.filterStanding}</span>
        <select
          value={query.get("standing") ?? ""}
          onChange={(event) => go(withQuery(query, { standing: event.currentTarget.value }), true)}
        >
          <option value="">{say.everyStanding}</option>
          {standings.map((standing) => (
            <option key={standing} value={standing}>
              {standingWords(standing, say)}
            </option>
          ))}
        </select>
      </label>
      <p class="shown" aria-live="polite">
        {say.shown(shown, report.tools.length)}
      </p>
    </search>
  );
}

function Published({ report }: { report: ToolsReport }) {
  const { say, needName, windowName } = useWords();
  const { query } = useRoute();
  const tools = arranged(report.tools, query, needName);
  return (
    <div class="tools-page">
      <header class="headline">
        <h1>
          {say.tools} · {windowName(report.window.name)}
        </h1>
        <p>{say.toolsLead}</p>
      </header>
      <ToolFilters report={report} shown={tools.length} />
      {tools.length === 0 ? (
        <p class="no-match">
          {say.noMatch}{" "}
          <button type="button" onClick={() => go(withQuery(query, { q: "", standing: "" }), true)}>
            {say.clearFilter}
          </button>
        </p>
      ) : (
        <ToolTable tools={tools} />
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
        report.tools.length === 0 ? <Empty head={report} page="tools" /> : <Published report={report} />
      }
    </Frame>
  );
}
