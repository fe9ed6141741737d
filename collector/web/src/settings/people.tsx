// Who may sign in. A new person gets a one-time password, which the admin hands over.

import { useState } from "preact/hooks";
import { Secret } from "../account/tokens";
import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask, useSigned, type Role } from "../session";
import { Choice, Field, Form, Trouble } from "../shell/form";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";
import { Limits } from "./limits";

type Schemas = components["schemas"];
const url = "/api/v1/users";
const roles: Role[] = ["viewer", "curator", "auditor", "admin", "staff-rep"];

function Rows({ users, reload, show }: {
  users: Schemas["User"][];
  reload: () => void;
  show: (person: Schemas["UserWithPassword"]) => void;
}) {
  const { work } = useWords();
  const { person } = useSigned().session;
  const doing = useDoing();
  const of = (name: string) => `${url}/${encodeURIComponent(name)}`;
  const change = (work_: () => Promise<unknown>) =>
    doing.run(async () => {
      await work_();
      reload();
    });
  return (
    <>
      <div class="scroll" role="region" aria-label={work.people} tabIndex={0}>
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{work.name}</th>
              <th scope="col">{work.role}</th>
              <th scope="col">{work.password}</th>
              <th scope="col">{work.secondFactor}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {users.map((user) => (
              <tr key={user.name}>
                <th scope="row">{user.name}</th>
                <td>
                  {user.name === person?.name ? (
                    work.roles[user.role]
                  ) : (
                    <select aria-label={work.roleOf(user.name)} value={user.role}
                      onChange={(event) => change(() => ask("PATCH", of(user.name), { body: { role: event.currentTarget.value } }))}>
                      {roles.map((role) => (
                        <option key={role} value={role}>
                          {work.roles[role]}
                        </option>
                      ))}
                    </select>
                  )}
                </td>
                <td>{user.one_time ? work.oneTime : work.own}</td>
                <td>{user.second_factor ? work.factorYes : work.factorNo}</td>
                <td class="acts">
                  {user.name !== person?.name && (
                    <>
                      <button type="button" aria-label={work.renewOf(user.name)}
                        onClick={() => change(async () => show((await ask<Schemas["UserWithPassword"]>("POST", `${of(user.name)}/password`, { body: {} })).body))}>
                        {work.renew}
                      </button>
                      {user.second_factor && (
                        <button type="button" aria-label={work.resetFactorOf(user.name)} onClick={() => change(() => ask("DELETE", `${of(user.name)}/second-factor`))}>
                          {work.resetFactor}
                        </button>
                      )}
                      <button type="button" aria-label={work.removeOf(user.name)} onClick={() => change(() => ask("DELETE", of(user.name)))}>
                        {work.remove}
                      </button>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Trouble doing={doing} />
    </>
  );
}

export function People() {
  const { work } = useWords();
  const [read, reload] = useRead<Schemas["UserList"]>(url);
  const [shown, setShown] = useState<Schemas["UserWithPassword"] | null>(null);
  const [name, setName] = useState("");
  const [role, setRole] = useState<string>("curator");
  const doing = useDoing();
  const add = async () => {
    setShown((await ask<Schemas["UserWithPassword"]>("POST", url, { body: { name, role } })).body);
    setName("");
    reload();
  };
  return (
    <section class="card plain">
      <h2>{work.people}</h2>
      <Told read={read} retry={reload}>
        {({ users, departments }) => (
          <>
            <Rows users={users} reload={reload} show={setShown} />
            <Limits users={users} departments={departments} reload={reload} />
          </>
        )}
      </Told>
      {shown !== null && <Secret label={work.passwordFor(shown.name)} secret={shown.one_time_password} />}
      <h3>{work.addPerson}</h3>
      <Form doing={doing} send={work.addPerson} onSend={add}>
        <Field label={work.name} value={name} onValue={setName} maxLength={64} required />
        <Choice label={work.role} value={role} onValue={setRole} of={roles.map((one) => [one, `${work.roles[one]}: ${work.roleMeans[one]}`])} />
      </Form>
    </section>
  );
}
