// The first hour: five steps, each done when the thing itself is there.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask, useMay, useSigned } from "../session";
import { Trouble } from "../shell/form";
import { Around, Told } from "../shell/frame";
import { useWords } from "../words/words";
import { ImportList } from "./import_list";

type Start = components["schemas"]["Start"];
const url = "/api/v1/start";

function Step({ title, done, state, children }: { title: string; done: boolean; state: string; children: ComponentChildren }) {
  const { start } = useWords();
  return (
    <li class={done ? "step met" : "step"}>
      <h2>
        {title} <small>{done ? start.stepDone : start.stepOpen}</small>
      </h2>
      <p>{state}</p>
      {children}
    </li>
  );
}

function Offer({ candidates, onDone }: { candidates: Start["candidates"]; onDone: () => void }) {
  const { start, needName } = useWords();
  const [ticked, setTicked] = useState<string[]>([]);
  const doing = useDoing();
  const send = async () => {
    await ask<Start>("PUT", `${url}/offered`, { body: { tools: ticked } });
    setTicked([]);
    onDone();
  };
  return (
    <>
      <fieldset class="whom many">
        <legend>{start.tick}</legend>
        {candidates.map(({ tool, name, need, offered }) => (
          <label key={tool} title={needName(need)}>
            <input type="checkbox" checked={offered || ticked.includes(tool)} disabled={offered}
              onChange={(event) => setTicked(event.currentTarget.checked ? [...ticked, tool] : ticked.filter((one) => one !== tool))} />
            {name}
          </label>
        ))}
      </fieldset>
      <Trouble doing={doing} />
      <button type="button" class="strong" aria-disabled={doing.busy || ticked.length === 0}
        onClick={() => ticked.length > 0 && doing.run(send)}>
        {start.offerThese(ticked.length)}
      </button>
    </>
  );
}

function Staff({ told, onDone }: { told: boolean; onDone: () => void }) {
  const { start } = useWords();
  const { session } = useSigned();
  const may = useMay();
  const doing = useDoing();
  return (
    <>
      <blockquote class="ready">
        {[start.staffWhy(session.organisation), start.staffHow(session.k), start.staffYours].map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </blockquote>
      <Trouble doing={doing} />
      {!told && may("markStaffTold") && (
        <button type="button" class="strong" aria-disabled={doing.busy}
          onClick={() => doing.run(async () => (await ask("PUT", `${url}/staff-told`, { body: {} }), onDone()))}>
          {start.staffDone}
        </button>
      )}
    </>
  );
}

function policyState(policy: Start["policy"], words: ReturnType<typeof useWords>): string {
  const { start, date, dayAndTime } = words;
  const light = policy.first_light;
  if (policy.number !== null && light?.state === "announced" && light.begins !== null && light.ends !== null && light.visible !== null)
    return start.policyLight(policy.number, dayAndTime(light.begins), dayAndTime(light.ends), dayAndTime(light.visible));
  if (policy.number !== null) return policy.first_figures === null ? start.policySigned(policy.number) : start.policyFigures(policy.number, date(policy.first_figures));
  return policy.draft ? start.policyDraft : start.policyNone;
}

function Commands({ lines }: { lines: string[] }) {
  return (
    <pre class="commands" tabIndex={0}>
      {lines.join("\n")}
    </pre>
  );
}

export function FirstSteps() {
  const words = useWords();
  const { start, interval, date } = words;
  const may = useMay();
  const [read, reload] = useRead<Start>(url);
  return (
    <Told read={read} retry={reload}>
      {({ offered, departments, policy, enrolled, staff_told, candidates }) => (
        <ol class="checklist">
          <Step title={start.offer} done={offered > 0} state={offered > 0 ? start.offered(offered) : start.offerNone}>
            {may("offerTools") && (
              <details open={offered === 0}>
                <summary>{start.offerHow}</summary>
                <Offer candidates={candidates} onDone={reload} />
                <ImportList url="/api/v1/imports/standings" label={start.seats} hint={start.seatsMeans} onDone={reload} />
              </details>
            )}
          </Step>
          <Step title={start.departments} done={departments.count > 0}
            state={departments.count > 0 ? start.departmentsAre(departments.count, interval(departments.devices)) : start.departmentsNone}>
            {may("importDepartments") && <ImportList url="/api/v1/imports/departments" label={start.departmentList} hint={start.departmentsMeans} onDone={reload} />}
          </Step>
          <Step title={start.policy} done={policy.number !== null} state={policyState(policy, words)}>
            {policy.number === null && (
              <Commands lines={["desirepath-collector policy draft", "desirepath-collector policy review draft.policy", "desirepath-collector policy sign draft.policy --as admin --key admin.key",
                "desirepath-collector policy sign draft.policy --as staff-rep --key staff.key", "desirepath-collector policy publish"]} />
            )}
          </Step>
          <Step title={start.rollOut} done={enrolled !== null && enrolled > 0} state={enrolled !== null && enrolled > 0 ? start.enrolled(interval(enrolled)) : start.enrolledNone}>
            <Commands lines={["desirepath-collector token create --uses 50", "desirepath-agent enroll --gate HOST:PORT --token dp1.…"]} />
          </Step>
          <Step title={start.tellStaff} done={staff_told !== null} state={staff_told !== null ? start.staffTold(date(staff_told)) : start.staffNotTold}>
            <Staff told={staff_told !== null} onDone={reload} />
          </Step>
        </ol>
      )}
    </Told>
  );
}

export function StartPage() {
  const { start } = useWords();
  return (
    <Around section={start.title}>
      <div class="detail">
        <header class="headline">
          <h1>{start.title}</h1>
          <p>{start.lead}</p>
        </header>
        <FirstSteps />
      </div>
    </Around>
  );
}
