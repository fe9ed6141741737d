import { useMemo, useRef } from "preact/hooks";
import { IntervalBar } from "../chart/interval_bar";
import { movement } from "../chart/movement";
import { Sparkline } from "../chart/sparkline";
import { useGrowing } from "../growing";
import { bounds, type Tool } from "../report";
import { go, hrefOf, useRoute, withQuery } from "../route";
import { Link } from "../shell/link";
import { HabitWord, StandingMark } from "../shell/standing_mark";
import { useWords } from "../words/words";
import type { Picks } from "./picks";
import { knownOf, mostKnown, type Column } from "./sorting";

const firstRows = 40;

export const toneOf = (tool: Tool) => (tool.standing.startsWith("sanctioned") ? "offered" : "chosen");

function Sorter({ column, title, hint }: { column: Column; title: string; hint?: string }) {
  const { say } = useWords();
  const { query } = useRoute();
  const current = (query.get("sort") ?? "devices") === column;
  const back = query.get("turn") === "back";
  const downFirst = column !== "name" && column !== "need" && column !== "standing";
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

interface Shown {
  of: number; // devices of the largest
  k: number;
  habits: boolean;
  picks: Picks | null; // null: nothing can be picked
}

function Growth({ tool, k }: { tool: Tool; k: number }) {
  const { say } = useWords();
  const going = movement(tool.trend, k);
  return going === null ? null : <span class={`going ${going}`}>{say[going]}</span>;
}

function Row({ tool, of, k, habits, picks }: { tool: Tool } & Shown) {
  const { say, interval, needName, windowShort } = useWords();
  const { query } = useRoute();
  return (
    <tr>
      {picks !== null && (
        <td class="pick">
          <input type="checkbox" aria-label={say.pickOne(tool.name)} defaultChecked={picks.has(tool.tool)}
            onChange={(event) => picks.set(tool.tool, event.currentTarget.checked)} />
        </td>
      )}
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
      <td class="growth">
        <Growth tool={tool} k={k} />
      </td>
      {habits && (
        <td class="habit">
          <HabitWord habit={tool.habit} />
        </td>
      )}
      <td class="first">{tool.first_seen !== null && windowShort(tool.first_seen.name)}</td>
      <td class="known">{say.knownOf(knownOf(tool), mostKnown)}</td>
      <td class="trend">
        <Sparkline trend={tool.trend} tone={toneOf(tool)} />
      </td>
    </tr>
  );
}

export function ToolTable({ tools, k, picks }: { tools: Tool[]; k: number; picks: Picks | null }) {
  const { say } = useWords();
  const table = useRef<HTMLTableElement>(null);
  const habits = tools.some((tool) => tool.habit.code !== "not_known");
  const of = Math.max(1, ...tools.map((tool) => bounds(tool.devices).high));
  // A row that stands already is not made again while others come.
  const rows = useMemo(
    () => tools.map((tool) => <Row key={tool.tool} tool={tool} of={of} k={k} habits={habits} picks={picks} />),
    [tools, of, k, habits, picks],
  );
  const pickAll = (checked: boolean) => {
    picks?.setAll(checked ? tools.map(({ tool }) => tool) : []);
    table.current?.querySelectorAll<HTMLInputElement>("td.pick input").forEach((box) => (box.checked = checked));
  };
  const shown = useGrowing("tools", rows, firstRows);
  return (
    <div class="scroll" role="region" aria-label={say.tools} tabIndex={0}>
      <table class="tool-table" ref={table}>
        <thead>
          <tr>
            {picks !== null && (
              <td class="pick">
                <input type="checkbox" aria-label={say.pickAll} onChange={(event) => pickAll(event.currentTarget.checked)} />
              </td>
            )}
            <Sorter column="name" title={say.tool} />
            <Sorter column="need" title={say.need} />
            <Sorter column="standing" title={say.standing} />
            <Sorter column="devices" title={say.devicesAffected} />
            <Sorter column="growth" title={say.growth} />
            {habits && <Sorter column="habit" title={say.habit} hint={say.staysMeans} />}
            <Sorter column="first" title={say.firstSeen} />
            <Sorter column="known" title={say.known} />
            <th scope="col">{say.trend}</th>
          </tr>
        </thead>
        <tbody>{shown}</tbody>
      </table>
    </div>
  );
}
