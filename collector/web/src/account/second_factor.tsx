// The second factor: a secret for an authenticator, shown once as a picture and as text, a first
// code that proves it arrived, and recovery codes for the day it is lost.

import { useState } from "preact/hooks";
import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask, getSession, useSigned } from "../session";
import { Field, Form } from "../shell/form";
import { Around, Told } from "../shell/frame";
import { useWords } from "../words/words";

type Schemas = components["schemas"];
const url = "/api/v1/second-factor";
const room = 4; // modules of white around a QR code

function Picture({ modules, path }: Schemas["NewSecondFactor"]) {
  const { work } = useWords();
  const side = modules + 2 * room;
  return (
    <svg class="qr" role="img" aria-label={work.factorPicture} viewBox={`${-room} ${-room} ${side} ${side}`} shape-rendering="crispEdges">
      <rect x={-room} y={-room} width={side} height={side} />
      <path d={path} />
    </svg>
  );
}

function Begin({ setUp, onBegun }: { setUp: boolean; onBegun: (begun: Schemas["NewSecondFactor"]) => void }) {
  const { work } = useWords();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const doing = useDoing();
  const send = async () => {
    const body = setUp ? { password, code } : { password };
    onBegun((await ask<Schemas["NewSecondFactor"]>("POST", url, { body })).body);
  };
  return (
    <Form doing={doing} send={setUp ? work.factorReplace : work.factorBegin} onSend={send}>
      <Field label={work.factorPassword} value={password} onValue={setPassword} type="password" autoComplete="current-password" required />
      {setUp && <Field label={work.codeNow} hint={work.codeMeans} value={code} onValue={setCode} autoComplete="one-time-code" required />}
    </Form>
  );
}

function Confirm({ begun, onCodes }: { begun: Schemas["NewSecondFactor"]; onCodes: (codes: string[]) => void }) {
  const { work } = useWords();
  const [code, setCode] = useState("");
  const doing = useDoing();
  const send = async () => onCodes((await ask<Schemas["RecoveryCodes"]>("PUT", url, { body: { code } })).body.recovery_codes);
  return (
    <>
      <p>{work.factorScan}</p>
      <Picture {...begun} />
      <p class="secret">
        <span class="label">{work.factorSecret}</span>
        <code>{begun.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
        <small>{work.shownOnce}</small>
      </p>
      <p>
        <a href={begun.address}>{work.factorHere}</a>
      </p>
      <Form doing={doing} send={work.factorConfirm} onSend={send}>
        <Field label={work.firstCode} value={code} onValue={setCode} inputMode="numeric" autoComplete="one-time-code" required />
      </Form>
    </>
  );
}

function Steps({ setUp, onDone }: { setUp: boolean; onDone: () => void }) {
  const { work } = useWords();
  const [begun, setBegun] = useState<Schemas["NewSecondFactor"] | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes !== null) {
    return (
      <>
        <p role="status">{work.recoveryLead}</p>
        <ul class="codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <button type="button" class="strong" onClick={onDone}>
          {work.recoveryKept}
        </button>
      </>
    );
  }
  if (begun === null) return <Begin setUp={setUp} onBegun={setBegun} />;
  return <Confirm begun={begun} onCodes={setCodes} />;
}

export function SecondFactor() {
  const { work } = useWords();
  const [read, reload] = useRead<Schemas["SecondFactor"]>(url);
  const [turn, setTurn] = useState(0);
  const done = () => {
    setTurn((n) => n + 1);
    reload();
  };
  return (
    <section class="card plain">
      <h2>{work.secondFactor}</h2>
      <p class="hint">{work.factorLead}</p>
      <Told read={read} retry={reload}>
        {(factor) => (
          <>
            <p>
              {factor.set_up ? work.factorIsSetUp(factor.recovery_codes) : work.factorIsNot} {factor.required && work.factorRequired}
            </p>
            <Steps key={turn} setUp={factor.set_up} onDone={done} />
          </>
        )}
      </Told>
    </section>
  );
}

// Where the role needs one: nothing else until it is there.
export function SetUpSecondFactor() {
  const { work } = useWords();
  const { take } = useSigned();
  const doing = useDoing();
  return (
    <Around section={work.secondFactor}>
      <section class="card narrow">
        <h1>{work.secondFactor}</h1>
        <p class="lead">{work.factorMust}</p>
        <p class="hint">{work.factorLead}</p>
        <Steps setUp={false} onDone={() => doing.run(async () => take(await getSession()))} />
      </section>
    </Around>
  );
}
