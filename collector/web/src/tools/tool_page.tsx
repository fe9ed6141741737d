import { IntervalBar } from "../chart/interval_bar";
import { PathTable } from "../chart/path_table";
import { pathsOf, WeeklyPaths } from "../chart/weekly_paths";
import { useReport } from "../load";
import { bounds, reportUrl, type Tool, type ToolsReport } from "../report";
import { hrefOf, useRoute } from "../route";
import { BlockEffect, Pilots } from "../pilots/parts";
import { useMay } from "../session";
import { Frame } from "../shell/frame";
import { Link } from "../shell/link";
import { Lost } from "../shell/lost";
import { HabitWord, StandingMark } from "../shell/standing_mark";
import { TableLine } from "../shell/table_line";
import { useWords } from "../words/words";
import { StandingSection } from "./standing_section";
import { RiskFacts } from "./risk_facts";
import { toneOf } from "./tool_table";

function Rows({ title, rows, of, tone }: {
  title: string;
  rows: [string, string, ReturnType<typeof bounds>][];
  of: number;
  tone: "chosen" | "offered";
}) {
  const { interval } = useWords();
  return (
    <section class="card plain">
      <h2>{title}</h2>
      <ul class="bar-rows">
        {rows.map(([key, name, value]) => (
          <li key={key}>
            <span class="name">{name}</span>
            <IntervalBar value={value} of={of} tone={tone} />
            <span class="figure">{interval(value)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneTool({ tool, report }: { tool: Tool; report: ToolsReport }) {
  const { say, interval, needName, windowName } = useWords();
  const { query } = useRoute();
  const may = useMay(); // some sections tell of every department
  const of = bounds(tool.devices).high;
  const { reporting } = report.line;
  const dayNames: Record<string, string> = { "1": say.dayOne, "2-3": say.dayFew, "4-7": say.dayMost, guest: say.dayGuest };
  return (
    <div class="detail">
      <p class="back">
        <Link href={hrefOf("/tools", query)}>← {say.allTools}</Link>
      </p>
      <header class="headline">
        <h1>{tool.name}</h1>
        <p>
          <StandingMark standing={tool.standing} /> · <Link href={hrefOf(`/needs/${tool.need}`, query)}>{needName(tool.need)}</Link> ·{" "}
          {windowName(report.window.name)}
        </p>
      </header>
      <section class="card tool-card">
        <p class="big">
          <span class="label">{say.devicesAffected}</span>
          <strong>{interval(tool.devices)}</strong>
          {reporting !== null && <span class="of">{say.ofReporting(interval(reporting))}</span>}
          <span class="of">
            <HabitWord habit={tool.habit} />
          </span>
        </p>
        <div>
          <WeeklyPaths windows={tool.trend} lines={pathsOf([tool], toneOf(tool))} of={tool.name} />
          {tool.trend.length > 1 && <PathTable windows={tool.trend} tools={[]} />}
        </div>
      </section>
      <div class="halves">
      {tool.departments.length > 0 && (
        <Rows title={say.departments} of={of} tone={toneOf(tool)}
          rows={tool.departments.map((row) => [row.department, row.department === "" ? say.otherDepartments : row.name, bounds(row)])} />
      )}
      <Rows title={say.days} of={of} tone={toneOf(tool)}
        rows={Object.entries(tool.days).map(([key, value]) => [key, dayNames[key] ?? key, value])} />
      </div>
      <StandingSection tool={tool.tool} />
      {may("getBlockEffect") && <BlockEffect tool={tool.tool} name={tool.name} />}
      {may("getPilots") && <Pilots tool={tool.tool} />}
      <RiskFacts tool={tool} />
      <TableLine head={report} />
    </div>
  );
}

export function ToolPage({ id }: { id: string }) {
  const { query } = useRoute();
  const { say } = useWords();
  const loaded = useReport<ToolsReport>(reportUrl("tools", query));
  return (
    <Frame loaded={loaded}>
      {(report) => {
        const tool = report.tools.find((one) => one.tool === id);
        return tool === undefined ? <Lost title={say.goneTool} /> : <OneTool tool={tool} report={report} />;
      }}
    </Frame>
  );
}
