// The organisation's sign-in service as the settings have it, what must be registered there, and
// what went wrong last.

import { useRead } from "../asking";
import type { components } from "../schema";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";
import { useOutsideWords } from "./words";

type Answer = components["schemas"]["SignInService"];

function Facts({ service }: { service: NonNullable<Answer["service"]> }) {
  const { work, moment } = useWords();
  const said = useOutsideWords();
  return (
    <dl class="card-facts">
      <div>
        <dt>{said.issuer}</dt>
        <dd>{service.issuer}</dd>
      </div>
      <div>
        <dt>{said.client}</dt>
        <dd>{service.client_id}</dd>
      </div>
      <div>
        <dt>{said.redirect}</dt>
        <dd>{`${location.origin}/api/v1/session/service/return`}</dd>
      </div>
      <div>
        <dt>{said.claims}</dt>
        <dd>{said.claimsAre(service.name_claim, service.group_claim)}</dd>
      </div>
      <div>
        <dt>{said.groups}</dt>
        <dd>{service.roles.map(({ group, role }) => `${group}: ${work.roles[role]}`).join(", ")}</dd>
      </div>
      {service.last_fault !== null && (
        <div>
          <dt>{said.lastFault}</dt>
          <dd>
            {moment(service.last_fault.at)} <span lang="en">{service.last_fault.what}</span>
          </dd>
        </div>
      )}
    </dl>
  );
}

export function SignInServiceSection() {
  const said = useOutsideWords();
  const [read, reload] = useRead<Answer>("/api/v1/sign-in-service");
  return (
    <section class="card plain">
      <h2>{said.service}</h2>
      <Told read={read} retry={reload}>
        {({ service }) => (service === null ? <p class="hint">{said.serviceNone}</p> : <Facts service={service} />)}
      </Told>
      {read.state === "ready" && read.body.service !== null && <p class="hint">{said.serviceMeans}</p>}
    </section>
  );
}
