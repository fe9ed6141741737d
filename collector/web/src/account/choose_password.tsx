// After the sign-in with a one-time password: nothing else until there is a password of one's own.

import { useState } from "preact/hooks";
import { useDoing } from "../asking";
import { changePassword, useSigned } from "../session";
import { Field, Form } from "../shell/form";
import { Around } from "../shell/frame";
import { useWords } from "../words/words";

export function ChoosePassword() {
  const { work } = useWords();
  const { take } = useSigned();
  const [password, setPassword] = useState("");
  const doing = useDoing();
  return (
    <Around section={work.choosePassword}>
      <section class="card narrow">
        <h1>{work.choosePassword}</h1>
        <p class="lead">{work.choosePasswordLead}</p>
        <Form doing={doing} send={work.keepPassword} onSend={async () => take(await changePassword({ new_password: password }))}>
          <Field label={work.newPassword} hint={work.passwordRule} value={password} onValue={setPassword} type="password"
            autoComplete="new-password" minLength={12} maxLength={256} required />
        </Form>
      </section>
    </Around>
  );
}
