// The sign-in: by name and password, or by the link of `user link`, whose secret stands behind the #
// of the address and so in no log.

import { useEffect, useState } from "preact/hooks";
import { useDoing } from "../asking";
import { Refused, signIn, useSigned } from "../session";
import { Field, Form } from "../shell/form";
import { Around } from "../shell/frame";
import { lazy } from "../shell/lazy";
import { useWords } from "../words/words";

// Taken once: the secret leaves the address at once.
function linkInAddress(): string {
  const link = location.pathname === "/sign-in" ? location.hash.slice(1) : "";
  if (link !== "") history.replaceState(null, "", "/sign-in");
  return link;
}

const FailedSignIn = lazy<{ word: string }>(() => import("./failed_sign_in").then((it) => it.FailedSignIn));

// Through the organisation's sign-in service: an address of our own sends the browser there.
function ByService({ label }: { label: string }) {
  const { work } = useWords();
  return (
    <>
      <p class="field">
        <a class="strong" href="/api/v1/session/service">
          {work.signInWith(label)}
        </a>
      </p>
      <h2>{work.orHere}</h2>
    </>
  );
}

export function SignIn() {
  const { work } = useWords();
  const { session, take } = useSigned();
  const [link] = useState(linkInAddress);
  const failed = new URLSearchParams(location.search).get("failed");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [wanted, setWanted] = useState(false); // a code, behind a right password
  const doing = useDoing();
  const { run } = doing;
  useEffect(() => {
    if (link !== "") run(async () => take(await signIn({ link })));
  }, [link, run, take]);
  const send = async () => {
    try {
      take(await signIn({ name, password, code }));
    } catch (error: unknown) {
      const first = error instanceof Refused && error.problem.type === "/problems/code" && !wanted;
      if (!first) throw error;
      setWanted(true);
    }
  };
  return (
    <Around section={work.signIn}>
      <section class="card narrow">
        <h1>{work.signIn}</h1>
        <p class="lead">{work.signInLead}</p>
        {failed !== null && <FailedSignIn word={failed} />}
        {session.sign_in_service !== null && <ByService label={session.sign_in_service} />}
        <Form doing={doing} send={work.signIn} onSend={send}>
          <Field label={work.name} value={name} onValue={setName} autoComplete="username" required />
          <Field label={work.password} value={password} onValue={setPassword} type="password" autoComplete="current-password" required />
          {wanted && (
            <Field label={work.codeNow} hint={work.codeMeans} value={code} onValue={setCode} autoComplete="one-time-code" autoFocus required />
          )}
        </Form>
        <p class="hint">{session.lab ? work.signInLab : work.signInHelp}</p>
      </section>
    </Around>
  );
}
