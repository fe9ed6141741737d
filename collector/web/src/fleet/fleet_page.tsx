// How the fleet is, in counts: enrolled, seen, versions, certificates, what was seen of names, and
// who is missing from the newest figures. Never which device, and nothing by department.

import type { ComponentChildren } from "preact";
import { IntervalBar } from "../chart/interval_bar";
import { useRead } from "../asking";
import { bounds, type Bounds } from "../report";
import type { components } from "../schema";
import { useMay } from "../session";
import { Around, Told } from "../shell/frame";
import { useWords } from "../words/words";
import "../style/fleet.css";
import { useFleetWords } from "./words";

type Fleet = components["schemas"]["Fleet"];
type Visibility = components["schemas"]["VisibilityReport"];

const soon = 30 * 24 * 3600; // of a server's certificate

function Figure({ label, means, children }: { label: string; means?: string; children: ComponentChildren }) {
  return (
    <div class="fleet-figure">
      <dt>{label}</dt>
      <dd>
        {children}
        {means !== undefined && <small>{means}</small>}
      </dd>
    </div>
  );
}

function Range({ value }: { value: Bounds | null }) {
  const { say, interval } = useWords();
  return <>{value === null ? say.notKnownYet : interval(value)}</>;
}

function Counts({ fleet }: { fleet: Fleet }) {
  const { say, number, windowName } = useWords();
  const words = useFleetWords();
  const { gap } = fleet;
  return (
    <section class="card plain">
      <h2>{words.devices}</h2>
      <dl class="fleet-figures">
        <Figure label={say.enrolled} means={words.enrolledMeans}>
          {number(fleet.enrolled)}
        </Figure>
        <Figure label={words.seen} means={fleet.window === null ? words.noWindow : words.seenMeans(windowName(fleet.window))}>
          <Range value={fleet.seen} />
          {fleet.seen !== null && <IntervalBar value={fleet.seen} of={fleet.enrolled} tone="plain" />}
        </Figure>
        <Figure label={words.notSeen} means={words.notSeenMeans}>
          <Range value={fleet.not_seen} />
        </Figure>
        {fleet.gateways > 0 && (
          <Figure label={words.gateways} means={words.gatewaysMean}>
            {number(fleet.gateways)}
          </Figure>
        )}
      </dl>
      <h3>{words.gap}</h3>
      {gap === null ? (
        <p class="hint">{words.noGap}</p>
      ) : (
        <dl class="fleet-figures">
          <Figure label={say.window}>{windowName(gap.window)}</Figure>
          <Figure label={say.enrolled}>{number(gap.enrolled)}</Figure>
          <Figure label={say.reporting}>
            <Range value={gap.reporting} />
            <IntervalBar value={gap.reporting} of={gap.enrolled} tone="offered" />
          </Figure>
          <Figure label={words.notReporting} means={words.gapMeans}>
            <Range value={gap.not_reporting} />
          </Figure>
        </dl>
      )}
    </section>
  );
}

function Blocks({ title, means, empty, head, rows }: {
  title: string;
  means: string;
  empty: string;
  head: string[];
  rows: { name: string; devices: number; more?: ComponentChildren }[];
}) {
  const { number } = useWords();
  const most = Math.max(1, ...rows.map(({ devices }) => devices));
  return (
    <section class="card plain">
      <h2>{title}</h2>
      <p class="hint">{means}</p>
      {rows.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <div class="scroll" role="region" aria-label={title} tabIndex={0}>
          <table class="plain-table">
            <thead>
              <tr>
                {head.map((word) => (
                  <th scope="col" key={word}>
                    {word}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, devices, more }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    {number(devices)}
                    <IntervalBar value={devices} of={most} tone="plain" />
                  </td>
                  {more !== undefined && <td>{more}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Certificates({ fleet }: { fleet: Fleet }) {
  const { date } = useWords();
  const words = useFleetWords();
  const { overdue, ended, revoked } = fleet.certificates;
  const now = Date.now() / 1000;
  return (
    <section class="card plain">
      <h2>{words.certificates}</h2>
      <dl class="fleet-figures">
        <Figure label={words.overdue} means={words.overdueMeans}>
          <Range value={overdue} />
        </Figure>
        <Figure label={words.ended} means={words.endedMeans}>
          <Range value={ended} />
        </Figure>
        <Figure label={words.revoked}>
          <Range value={revoked} />
        </Figure>
      </dl>
      <h3>{words.servers}</h3>
      <ul class="rows">
        {fleet.servers.map(({ file, ends }) => (
          <li key={file}>
            <code>{file}</code>
            <span>
              {words.until(date(ends))} {ends - now < soon && <span class="mark late">{words.renew}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Seen() {
  const { interval, percents, windowName } = useWords();
  const words = useFleetWords();
  const [read, reload] = useRead<Visibility>("/api/v1/visibility");
  return (
    <section class="card plain">
      <h2>{words.visibility}</h2>
      <p class="hint">{words.visibilityMeans}</p>
      <Told read={read} retry={reload}>
        {({ visibility, window }) => {
          const most = Math.max(1, ...visibility.map(({ devices }) => bounds(devices).high));
          if (visibility.length === 0) return <p>{words.noVisibility}</p>;
          return (
            <div class="scroll" role="region" aria-label={words.visibility} tabIndex={0}>
              <table class="plain-table">
                <caption class="visually-hidden">{windowName(window.name)}</caption>
                <thead>
                  <tr>
                    <th scope="col">{words.named}</th>
                    <th scope="col">{words.devices}</th>
                  </tr>
                </thead>
                <tbody>
                  {visibility.map(({ step, devices }) => (
                    <tr key={step}>
                      <th scope="row">{percents({ low: (step - 1) / 5, high: step / 5 })}</th>
                      <td>
                        {interval(devices)}
                        <IntervalBar value={devices} of={most} tone="plain" />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Told>
    </section>
  );
}

function Whole({ fleet }: { fleet: Fleet }) {
  const { say } = useWords();
  const words = useFleetWords();
  const may = useMay();
  return (
    <>
      <Counts fleet={fleet} />
      <div class="halves">
        <Blocks title={words.versions} means={words.versionsMean(fleet.k)} empty={words.noVersions} head={[words.version, words.devices]}
          rows={fleet.versions.map(({ version, devices }) => ({ name: version ?? words.otherVersions, devices }))} />
        <Certificates fleet={fleet} />
      </div>
      <div class="halves">
        <Blocks title={words.sites} means={words.sitesMean(fleet.k)} empty={words.noSites} head={[words.site, say.enrolled, words.notSeen]}
          rows={fleet.sites.map(({ site, enrolled, not_seen }) => ({ name: site ?? words.otherSites, devices: enrolled, more: <Range value={not_seen} /> }))} />
        {may("getVisibility") && <Seen />}
      </div>
    </>
  );
}

export function FleetPage() {
  const words = useFleetWords();
  const [read, reload] = useRead<Fleet>("/api/v1/fleet");
  return (
    <Around section={words.title}>
      <div class="detail fleet">
        <header class="headline">
          <h1>{words.title}</h1>
          <p>{words.lead}</p>
        </header>
        <Told read={read} retry={reload}>{(fleet) => <Whole fleet={fleet} />}</Told>
      </div>
    </Around>
  );
}
