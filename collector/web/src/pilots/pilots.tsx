// Pilots of a need or of a tool: what each must show, what the published figures say, and what
// became of it.

import "../style/rules.css";

import { useState } from "preact/hooks";
import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask, useMay } from "../session";
import { Area, Choice, Field, Form } from "../shell/form";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";
import { usePilotWords } from "./words";

type Schemas = components["schemas"];
type Pilot = Schemas["Pilot"];
type Kind = Schemas["Criterion"]["kind"];
const url = "/api/v1/pilots";
const verdictMark: Record<Pilot["verdict"], string> = { to_come: "", kept: "kept", partly: "", not: "not", cannot_say: "" };

function Facts({ pilot, names }: { pilot: Pilot; names: Map<string, string> }) {
  const say = usePilotWords();
  const { date, interval, number, windowName } = useWords();
  const facts: [string, string][] = [
    [say.shows, say.criterion[pilot.criterion.kind](number(pilot.criterion.value))],
    ...(pilot.departments.length > 0 ? ([[say.departments, pilot.departments.map((id) => names.get(id) ?? id).join(", ")]] as [string, string][]) : []),
    [say.atFirst, interval(pilot.before)],
    [say.now, pilot.now === null ? say.notYet : interval(pilot.now)],
    [say.atLast, pilot.last === null ? say.from(date(pilot.visible)) : interval(pilot.last)],
  ];
  return (
    <>
      <p>
        <small>
          {say.runs(windowName(pilot.begins), windowName(pilot.until))} · {pilot.by}
          {pilot.prolonged && ` · ${say.prolongedOnce}`}
        </small>
      </p>
      <dl class="rule-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function End({ pilot, onDone }: { pilot: Pilot; onDone: () => void }) {
  const say = usePilotWords();
  const [outcome, setOutcome] = useState("adopted");
  const [text, setText] = useState("");
  const [windows, setWindows] = useState("4");
  const doing = useDoing();
  const send = async () => {
    await ask("PUT", `${url}/${pilot.number}/outcome`, { body: { outcome, text, ...(outcome === "prolonged" && { windows: Number(windows) }) } });
    onDone();
  };
  return (
    <details>
      <summary>{say.decision}</summary>
      <Form doing={doing} send={say.send} onSend={send}>
        <Choice label={say.outcome} value={outcome} onValue={setOutcome} of={Object.entries(say.outcomes)} />
        {outcome === "prolonged" && <Field label={say.windows} value={windows} onValue={setWindows} type="number" min="1" max="26" required />}
        <Area label={say.why} value={text} onValue={setText} rows={2} maxLength={500} required />
      </Form>
    </details>
  );
}

function Begin({ tool, departments, onDone }: { tool: string; departments: Schemas["PilotList"]["departments"]; onDone: () => void }) {
  const say = usePilotWords();
  const [id, setId] = useState(tool);
  const [hypothesis, setHypothesis] = useState("");
  const [kind, setKind] = useState<Kind>("uses");
  const [value, setValue] = useState("20");
  const [windows, setWindows] = useState("8");
  const [whom, setWhom] = useState<string[]>([]);
  const doing = useDoing();
  const send = async () => {
    const body: Schemas["NewPilot"] = { tool: id.trim(), hypothesis, criterion: { kind, value: Number(value) }, windows: Number(windows), ...(kind === "uses" && { departments: whom }) };
    await ask("POST", url, { body });
    setHypothesis("");
    onDone();
  };
  return (
    <details class="make">
      <summary>{say.begin}</summary>
      <Form doing={doing} send={say.begin} onSend={send}>
        {tool === "" && <Field label={say.toolId} value={id} onValue={setId} maxLength={64} required />}
        <Area label={say.hypothesis} value={hypothesis} onValue={setHypothesis} rows={2} maxLength={500} required />
        <div class="fields">
          <Choice label={say.kind} value={kind} onValue={(one) => setKind(one as Kind)} of={Object.entries(say.kinds)} />
          <Field label={say.value[kind]} value={value} onValue={setValue} type="number" min="1" max={kind === "falls" ? "100" : "1000000"} required />
          <Field label={say.windows} value={windows} onValue={setWindows} type="number" min="1" max="26" required />
        </div>
        {kind === "uses" && departments.length > 0 && (
          <fieldset class="whom">
            <legend>{say.departments}</legend>
            <p class="hint">{say.departmentsMean}</p>
            {departments.map(({ id: department, name }) => (
              <label key={department}>
                <input type="checkbox" checked={whom.includes(department)}
                  onChange={(event) => setWhom(event.currentTarget.checked ? [...whom, department] : whom.filter((one) => one !== department))} />
                {name}
              </label>
            ))}
          </fieldset>
        )}
      </Form>
    </details>
  );
}

// Of a tool, or of a need where no tool is given.
export function Pilots({ tool = "", need = "" }: { tool?: string; need?: string }) {
  const say = usePilotWords();
  const may = useMay();
  const [read, reload] = useRead<Schemas["PilotList"]>(url);
  return (
    <section class="card plain">
      <h2>{say.pilots}</h2>
      <p class="hint">{say.pilotsLead}</p>
      <Told read={read} retry={reload}>
        {({ pilots, departments }) => {
          const own = pilots.filter((one) => (tool === "" ? one.need === need : one.tool === tool));
          const names = new Map(departments.map(({ id, name }) => [id, name]));
          return (
            <>
              {own.length === 0 && <p class="hint">{say.none}</p>}
              <ol class="rule-cards">
                {own.map((pilot) => (
                  <li key={pilot.number}>
                    <h3>
                      {pilot.name}: {pilot.hypothesis}
                    </h3>
                    <p>
                      <span class={`mark ${verdictMark[pilot.verdict]}`}>{say.verdicts[pilot.verdict]}</span>{" "}
                      {pilot.outcome !== null && (
                        <>
                          <span class="mark">{say.was[pilot.outcome.outcome]}</span> {pilot.outcome.text}
                        </>
                      )}
                    </p>
                    <Facts pilot={pilot} names={names} />
                    {pilot.outcome === null && may("endPilot") && <End pilot={pilot} onDone={reload} />}
                  </li>
                ))}
              </ol>
              {may("beginPilot") && <Begin tool={tool} departments={departments} onDone={reload} />}
            </>
          );
        }}
      </Told>
    </section>
  );
}
