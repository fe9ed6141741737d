import { useMemo } from "preact/hooks";
import { IntervalBar } from "../chart/interval_bar";
import { Sparkline } from "../chart/sparkline";
import { useGrowing } from "../growing";
import { bounds, type Tool } from "../report";
import { go, hrefOf, useRoute, withQuery } from "../route";
import { Link } from "../shell/link";
import { HabitWord, StandingMark } from "../shell/standing_mark";
import { useWords } from "../words/words";
import type { Column } from "./sorting";

const firstRows = 40;

export const toneOf = (tool: Tool) => (tool.standing.startsWith("sanctioned") ? "offered" : "chosen");

function Sorter({ column, title, hint }: { column: Column; title: string; hint?: string }) {
  const { say } = useWords();
  const { query } = useRoute();
  const current = (query.get("sort") ?? "devices") === column;
  const back = query.get("turn") === "back";
  const downFirst = column === "devices" || column === "habit";
  const order = !current ? "none" : back === downFirst ? "ascending" : "descending";
  const sort = () => go(withQuery(query, { sort: column, turn: current && !back ? "back" : "" }), true);
  return (
    <th scope="col" class={column} aria-sort={order}>
      <button type="button" onClick={sort} title={hint ?? say.sortBy(title)}>
        {title}
        <span class="arrow" aria-hidden="true">
          {order === "none" ? "" : order === "ascending" ? "▲" : "▼"}
        </span>
      </button>
    </th>
  );
}

function Row({ tool, of, habits }: { tool: Tool; of: number; habits: boolean }) {
  const { interval, needName } = useWords();
  const { query } = useRoute();
  return (
    <tr>
      <th scope="row">
        <Link href={hrefOf(`/tools/${tool.tool}`, query)}>{tool.name}</Link>
        {tool.vendor !== "" && tool.vendor !== tool.name && <small>{tool.vendor}</small>}
      </th>
      <td class="need">
        <Link href={hrefOf(`/needs/${tool.need}`, query)}>{needName(tool.need)}</Link>
      </td>
      <td class="standing-cell">
        <StandingMark standing={tool.standing} />
      </td>
      <td class="devices">
        <span class="figure">{interval(tool.devices)}</span>
        <IntervalBar value={tool.devices} of={of} tone={toneOf(tool)} />
      </td>
      {habits && (
        <td class="habit">
          <HabitWord habit={tool.habit} />
        </td>
      )}
      <td class="trend">
        <Sparkline trend={tool.trend} tone={toneOf(tool)} />
      </td>
    </tr>
  );
}

export function ToolTable({ tools }: { tools: Tool[] }) {
  const { say } = useWords();
  const habits = tools.some((tool) => tool.habit.code !== "not_known");
  const of = Math.max(1, ...tools.map((tool) => bounds(tool.devices).high));
  // A row that stands already is not made again while others come.
  const rows = useMemo(
    () => tools.map((tool) => <Row key={tool.tool} tool={tool} of={of} habits={habits} />),
    [tools, of, habits],
  );
  const shown = useGrowing("tools", rows, firstRows);
  return (
    <div class="scroll" role="region" aria-label={say.tools} tabIndex={0}>
      <table class="tool-table">
        <thead>
          <tr>
            <Sorter column="name" title={say.tool} />
            <Sorter column="need" title={say.need} />
            <Sorter column="standing" title={say.standing} />
            <Sorter column="devices" title={say.devicesAffected} />
            {habits && <Sorter column="habit" title={say.habit} hint={say.staysMeans} />}
            <th scope="col">{say.trend}</th>
          </tr>
        </thead>
        <tbody>{shown}</tbody>
      </table>
    </div>
  );
}
