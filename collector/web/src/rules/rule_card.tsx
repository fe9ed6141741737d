// One rule or notice: what it says, where it acts, who wanted it, and what can be done about it.

import { useId, useState } from "preact/hooks";
import { useDoing } from "../asking";
import type { components } from "../schema";
import { ask, useMay, useSigned } from "../session";
import { Field, Form, Trouble } from "../shell/form";
import { useWords } from "../words/words";
import { useRuleWords } from "./words";

type Schemas = components["schemas"];
export type Rule = Schemas["Rule"];
export type RuleList = Schemas["RuleList"];

function Facts({ rule }: { rule: Rule }) {
  const say = useRuleWords();
  const { date } = useWords();
  const facts: [string, string][] = [
    [say.about, rule.tools.map(({ name }) => name).join(", ")],
    ...(rule.kind === "rule"
      ? ([
          [say.useInstead, rule.use_instead?.name ?? say.nothingInstead],
          [say.legalBasis, rule.legal_basis],
          [say.network, rule.blocks ? say.inBlockList : say.notInBlockList],
        ] as [string, string][])
      : []),
    [say.devices, rule.with_devices ? say.withDevices : say.notWithDevices],
    [say.ask, rule.owner],
    [say.until, date(rule.ends)],
  ];
  return (
    <dl class="rule-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function History({ rule }: { rule: Rule }) {
  const say = useRuleWords();
  const { moment } = useWords();
  return (
    <>
      <h4>{say.history}</h4>
      <ol class="rule-steps">
        {rule.history.map(({ step, at, by, text }) => (
          <li key={step}>
            {moment(at)} · <strong>{say.steps[step]}</strong> · {by}
            {text !== "" && <span class="said"> {text}</span>}
          </li>
        ))}
      </ol>
    </>
  );
}

const base64url = (octets: Uint8Array): string =>
  btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function HandOut({ rule, list, onDone }: { rule: Rule; list: RuleList; onDone: () => void }) {
  const say = useRuleWords();
  const id = useId();
  const [file, setFile] = useState<string | null>(null);
  const doing = useDoing();
  const url = `/api/v1/rules/${rule.number}/notice`;
  const send = async () => {
    await ask("PUT", url, { body: file === null ? {} : { file } });
    onDone();
  };
  return (
    <details>
      <summary>{say.handOut}</summary>
      <Form doing={doing} send={say.handOut} onSend={send}>
        <p class="hint">{list.signs_here ? say.handOutLab : say.handOutMeans}</p>
        <p class="take">
          <a href={url} download>
            {say.draftFile}
          </a>
        </p>
        <p class="field">
          <label for={id}>{say.signedFile}</label>
          <input id={id} type="file" accept=".notice" {...(!list.signs_here && { required: true })}
            onChange={async (event) => {
              const given = event.currentTarget.files?.[0];
              setFile(given === undefined ? null : base64url(new Uint8Array(await given.arrayBuffer())));
            }} />
        </p>
      </Form>
    </details>
  );
}

function Withdraw({ rule, onDone }: { rule: Rule; onDone: () => void }) {
  const say = useRuleWords();
  const [reason, setReason] = useState("");
  const doing = useDoing();
  const send = async () => {
    await ask("PUT", `/api/v1/rules/${rule.number}/withdrawal`, { body: { reason } });
    onDone();
  };
  return (
    <details>
      <summary>{say.withdrawOf(rule.number)}</summary>
      <Form doing={doing} send={say.withdraw} onSend={send}>
        <Field label={say.reason} value={reason} onValue={setReason} minLength={3} maxLength={500} required />
      </Form>
    </details>
  );
}

function Approve({ rule, onDone }: { rule: Rule; onDone: () => void }) {
  const say = useRuleWords();
  const doing = useDoing();
  const send = async () => {
    await ask("PUT", `/api/v1/rules/${rule.number}/approval`, { body: {} });
    onDone();
  };
  return (
    <>
      <p class="hint">{say.approveMeans}</p>
      <p class="send">
        <button type="button" class="strong" aria-label={say.approveOf(rule.number)} aria-disabled={doing.busy} onClick={() => doing.run(send)}>
          {say.approve}
        </button>
      </p>
      <Trouble doing={doing} />
    </>
  );
}

export function RuleCard({ rule, list, onChange }: { rule: Rule; list: RuleList; onChange: () => void }) {
  const say = useRuleWords();
  const { language } = useWords();
  const may = useMay();
  const { person } = useSigned().session;
  const running = rule.state === "draft" || rule.state === "approved";
  const staff = person?.role === "staff-rep";
  // The second person's side; the server refuses the rest with its reason.
  const second = rule.kind === "care" && list.staff_body ? staff : !staff;
  const another = rule.history[0]?.by !== person?.name;
  return (
    <li>
      <h3>{rule.words[language]}</h3>
      <p>
        <span class="mark">{say.kinds[rule.kind]}</span> <span class={`mark ${rule.state === "approved" ? "kept" : ""}`}>{say.states[rule.state]}</span>{" "}
        <small>{say.numbered(rule.number)}</small>
      </p>
      <Facts rule={rule} />
      <History rule={rule} />
      {rule.state === "draft" && may("approveRule") && second && another && <Approve rule={rule} onDone={onChange} />}
      {rule.state === "approved" && !rule.with_devices && may("handOutNotice") && <HandOut rule={rule} list={list} onDone={onChange} />}
      {running && may("withdrawRule") && <Withdraw rule={rule} onDone={onChange} />}
    </li>
  );
}
