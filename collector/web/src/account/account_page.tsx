// One's own page: who one is here, the password, the tokens of one's scripts, the way out.

import { useState } from "preact/hooks";
import { useDoing } from "../asking";
import { changePassword, signOut, useMay, useSigned } from "../session";
import { Field, Form, Trouble } from "../shell/form";
import { Around } from "../shell/frame";
import { lazy } from "../shell/lazy";
import { useWords } from "../words/words";
import { SecondFactor } from "./second_factor";
import { Tokens } from "./tokens";

function Password() {
  const { work } = useWords();
  const { take } = useSigned();
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [done, setDone] = useState(false);
  const doing = useDoing();
  const send = async () => {
    setDone(false);
    take(await changePassword({ old_password: old, new_password: fresh }));
    setOld("");
    setFresh("");
    setDone(true);
  };
  return (
    <section class="card plain">
      <h2>{work.password}</h2>
      <Form doing={doing} send={work.keepPassword} onSend={send}>
        <Field label={work.oldPassword} value={old} onValue={setOld} type="password" autoComplete="current-password" required />
        <Field label={work.newPassword} hint={work.passwordRule} value={fresh} onValue={setFresh} type="password"
          autoComplete="new-password" minLength={12} maxLength={256} required />
      </Form>
      {done && (
        <p class="done" role="status">
          {work.passwordChanged}
        </p>
      )}
    </section>
  );
}

const CalendarLink = lazy<object>(() => import("../outside/calendar_link").then((it) => it.CalendarLinkSection));

export function AccountPage() {
  const may = useMay();
  const { work } = useWords();
  const { session, take } = useSigned();
  const doing = useDoing();
  const { person } = session;
  if (person === null) return null;
  return (
    <Around section={work.account}>
      <div class="detail">
        <header class="headline">
          <h1>{person.name}</h1>
          <p>
            {work.roles[person.role]}: {work.roleMeans[person.role]}
          </p>
        </header>
        <p>
          <button type="button" onClick={() => doing.run(async () => take(await signOut()))}>
            {work.signOut}
          </button>
        </p>
        <Trouble doing={doing} />
        <div class="halves">
          <Password />
          <SecondFactor />
          <Tokens />
          {may("getCalendarLink") && <CalendarLink />}
        </div>
      </div>
    </Around>
  );
}
