// The channels that events go through, and what could not be delivered.

import { useState } from "preact/hooks";
import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask } from "../session";
import { Trouble } from "../shell/form";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";
import { useOutsideWords } from "./words";

type State = components["schemas"]["Deliveries"];
const url = "/api/v1/deliveries";

function Channels({ channels }: { channels: State["channels"] }) {
  const said = useOutsideWords();
  const { number, moment } = useWords();
  return (
    <div class="scroll" role="region" aria-label={said.events} tabIndex={0}>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{said.channel}</th>
            <th scope="col">{said.target}</th>
            <th scope="col">{said.format}</th>
            <th scope="col">{said.waiting}</th>
            <th scope="col">{said.undelivered}</th>
            <th scope="col">{said.lastDelivered}</th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <tr key={channel.name}>
              <th scope="row">{said.channels[channel.name]}</th>
              <td>
                {channel.target}
                {channel.fault !== null && <small lang="en"> {channel.fault}</small>}
              </td>
              <td>{channel.format.toUpperCase()}</td>
              <td>{number(channel.waiting)}</td>
              <td>{number(channel.undelivered)}</td>
              <td>{channel.delivered_at === null ? said.never : moment(channel.delivered_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Undelivered({ state, busy, again, older }: { state: State; busy: boolean; again: (number: number) => void; older: (before: number) => void }) {
  const said = useOutsideWords();
  const { moment } = useWords();
  const { undelivered, next } = state;
  if (undelivered.length === 0) return <p class="hint">{said.undeliveredNone}</p>;
  return (
    <>
      <ul class="rows">
        {undelivered.map(({ number, message, channel, at, fault }) => (
          <li key={number}>
            <span>
              <strong lang="en">{message}</strong>
              <small>
                {said.channels[channel]} · {moment(at)} · <span lang="en">{fault}</span>
              </small>
            </span>
            <button type="button" aria-disabled={busy} aria-label={said.sendAgainOf(message)} onClick={() => again(number)}>
              {said.sendAgain}
            </button>
          </li>
        ))}
      </ul>
      {next !== null && (
        <button type="button" onClick={() => older(next)}>
          {said.older}
        </button>
      )}
    </>
  );
}

export function DeliveriesSection() {
  const said = useOutsideWords();
  const [before, setBefore] = useState(0);
  const [read, reload] = useRead<State>(before === 0 ? url : `${url}?before=${before}`);
  const [tested, setTested] = useState(false);
  const doing = useDoing();
  const act = (path: string, test: boolean) =>
    doing.run(async () => {
      await ask<State>("POST", url + path, { body: {} });
      setTested(test);
      reload();
    });
  return (
    <section class="card plain">
      <h2>{said.events}</h2>
      <p class="hint">{said.eventsMeans}</p>
      <Told read={read} retry={reload}>
        {(state) =>
          state.channels.length === 0 ? (
            <p class="hint">{said.eventsNone}</p>
          ) : (
            <>
              <Channels channels={state.channels} />
              <p class="send">
                <button type="button" aria-disabled={doing.busy} onClick={() => act("/test", true)}>
                  {said.testChannels}
                </button>
              </p>
              {tested && (
                <p class="done" role="status">
                  {said.tested}
                </p>
              )}
              <h3>{said.undelivered}</h3>
              <Undelivered state={state} busy={doing.busy} again={(number) => act(`/${number}/again`, false)} older={setBefore} />
            </>
          )
        }
      </Told>
      <Trouble doing={doing} />
    </section>
  );
}
