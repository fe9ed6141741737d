// Which roles must prove themselves with a second factor.

import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask, type Role } from "../session";
import { Trouble } from "../shell/form";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";

type Rules = components["schemas"]["SignInRules"];
const url = "/api/v1/sign-in-rules";
const roles: Role[] = ["viewer", "curator", "auditor", "admin", "staff-rep"];

export function SignInRules() {
  const { work } = useWords();
  const [read, reload] = useRead<Rules>(url);
  const doing = useDoing();
  const change = (second_factor: Role[]) =>
    doing.run(async () => {
      await ask<Rules>("PUT", url, { body: { second_factor } });
      reload();
    });
  return (
    <section class="card plain">
      <h2>{work.secondFactor}</h2>
      <Told read={read} retry={reload}>
        {({ second_factor }) => (
          <fieldset class="whom">
            <legend>{work.factorRoles}</legend>
            {roles.map((role) => (
              <label key={role}>
                <input type="checkbox" checked={second_factor.includes(role)}
                  onChange={(event) => change(event.currentTarget.checked ? [...second_factor, role] : second_factor.filter((one) => one !== role))} />{" "}
                {work.roles[role]}
              </label>
            ))}
          </fieldset>
        )}
      </Told>
      <p class="hint">{work.factorRolesMeans}</p>
      <Trouble doing={doing} />
    </section>
  );
}
