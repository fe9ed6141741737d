// Where the monthly report goes, when it went last, and sending it now.

import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask } from "../session";
import { Trouble } from "../shell/form";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";
import { useOutsideWords } from "./words";

type State = components["schemas"]["MonthlyReport"];
const url = "/api/v1/monthly-report";

function Facts({ state }: { state: State }) {
  const said = useOutsideWords();
  const { moment, windowName } = useWords();
  return (
    <dl class="card-facts">
      {state.server !== null && (
        <div>
          <dt>{said.recipients}</dt>
          <dd>{`${(state.to ?? []).join(", ")} (${state.server})`}</dd>
        </div>
      )}
      {state.folder !== null && (
        <div>
          <dt>{said.folder}</dt>
          <dd>{state.folder}</dd>
        </div>
      )}
      <div>
        <dt>{said.lastSent}</dt>
        <dd>{state.sent_at === null ? said.never : `${moment(state.sent_at)} (${windowName(state.window ?? "")})`}</dd>
      </div>
      {state.fault !== null && (
        <div>
          <dt>{said.lastFault}</dt>
          <dd lang="en">{state.fault}</dd>
        </div>
      )}
    </dl>
  );
}

export function MonthlyReportSection() {
  const said = useOutsideWords();
  const [read, reload] = useRead<State>(url);
  const doing = useDoing();
  const send = () =>
    doing.run(async () => {
      await ask<State>("POST", url, { body: {} });
      reload();
    });
  return (
    <section class="card plain">
      <h2>{said.monthly}</h2>
      <Told read={read} retry={reload}>
        {(state) =>
          state.to === null ? (
            <p class="hint">{said.monthlyNone}</p>
          ) : (
            <>
              <p class="hint">{said.monthlyMeans}</p>
              <Facts state={state} />
              <p class="send">
                <button type="button" aria-disabled={doing.busy} onClick={send}>
                  {said.sendNow}
                </button>
              </p>
              {state.asked && <p role="status">{said.asked}</p>}
            </>
          )
        }
      </Told>
      <Trouble doing={doing} />
    </section>
  );
}
