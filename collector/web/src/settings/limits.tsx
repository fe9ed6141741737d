// What viewers and curators see of the departments: everything, some of them, or the organisation
// only. Departments of fewer than 50 devices are not on the list.

import { useState } from "preact/hooks";
import { useDoing } from "../asking";
import type { components } from "../schema";
import { ask } from "../session";
import { Choice, Form } from "../shell/form";
import { useLimitWords } from "./limit_words";

type Schemas = components["schemas"];
type User = Schemas["User"];
type Named = Schemas["NamedDepartment"];
type Sees = User["sees"];

const choices: Sees[] = ["everything", "departments", "organisation"];

function Change({ user, departments, reload }: { user: User; departments: Named[]; reload: () => void }) {
  const limit = useLimitWords();
  const [sees, setSees] = useState<string>(user.sees);
  const [which, setWhich] = useState(user.departments);
  const doing = useDoing();
  const send = async () => {
    await ask("PATCH", `/api/v1/users/${encodeURIComponent(user.name)}`, { body: { sees, ...(sees === "departments" && { departments: which }) } });
    reload();
  };
  return (
    <Form doing={doing} send={limit.keep} onSend={send}>
      <Choice label={limit.seesOf(user.name)} value={sees} onValue={setSees} of={choices.map((one) => [one, limit.choices[one]])} />
      {sees === "departments" && (
        <fieldset class="whom many">
          <legend>{limit.which}</legend>
          {departments.map(({ id, name }) => (
            <label key={id}>
              <input type="checkbox" checked={which.includes(id)}
                onChange={(event) => setWhich(event.currentTarget.checked ? [...which, id] : which.filter((one) => one !== id))} />
              {name}
            </label>
          ))}
        </fieldset>
      )}
    </Form>
  );
}

export function Limits({ users, departments, reload }: { users: User[]; departments: Named[]; reload: () => void }) {
  const limit = useLimitWords();
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  const lookers = users.filter(({ role }) => role === "viewer" || role === "curator");
  return (
    <>
      <h3>{limit.title}</h3>
      <p class="hint">{limit.means}</p>
      {lookers.length === 0 && <p>{limit.nobody}</p>}
      {lookers.map((user) => (
        <details key={`${user.name} ${user.sees} ${user.departments.join()}`} class="limit">
          <summary>
            {user.name}: {user.sees === "departments" ? user.departments.map((id) => names.get(id) ?? id).join(", ") : limit.choices[user.sees]}
          </summary>
          <Change user={user} departments={departments} reload={reload} />
        </details>
      ))}
    </>
  );
}
