// Must-act rules and care notices: what is in force, what waits for a second person, what is over,
// and the names that a name server or a proxy takes of them.

import "../style/rules.css";

import { useState } from "preact/hooks";
import { useRead } from "../asking";
import { useMay } from "../session";
import { Around, Told } from "../shell/frame";
import { DraftRule } from "./draft_rule";
import { Handovers } from "./handovers";
import { RuleCard, type Rule, type RuleList } from "./rule_card";
import { useRuleWords } from "./words";

const url = "/api/v1/rules";
const formats = ["rpz", "squid", "nftables", "dnsmasq"] as const;

function BlockList() {
  const say = useRuleWords();
  return (
    <section class="card plain">
      <h2>{say.blockList}</h2>
      <p class="hint">{say.blockListMeans}</p>
      <p class="take">
        {formats.map((format) => (
          <a key={format} href={`${url}/export?format=${format}`} download>
            {say.formats[format]}
          </a>
        ))}
      </p>
    </section>
  );
}

function Group({ title, rules, list, onChange }: { title: string; rules: Rule[]; list: RuleList; onChange: () => void }) {
  if (rules.length === 0) return null;
  return (
    <section class="card plain">
      <h2>{title}</h2>
      <ol class="rule-cards">
        {rules.map((rule) => (
          <RuleCard key={rule.number} rule={rule} list={list} onChange={onChange} />
        ))}
      </ol>
    </section>
  );
}

export function RulesPage() {
  const say = useRuleWords();
  const may = useMay();
  const [read, reload] = useRead<RuleList>(url);
  const [done, setDone] = useState(false);
  return (
    <Around section={say.title}>
      <div class="detail">
        <header class="headline">
          <h1>{say.title}</h1>
          <p>{say.lead}</p>
        </header>
        <Told read={read} retry={reload}>
          {(list) => {
            const of = (...states: Rule["state"][]) => list.rules.filter(({ state }) => states.includes(state));
            const drafted = () => {
              setDone(true);
              reload();
            };
            return (
              <>
                {list.rules.length === 0 && <p class="lead">{say.none}</p>}
                {done && (
                  <p class="done" role="status">
                    {say.drafted}
                  </p>
                )}
                <Group title={say.waiting} rules={of("draft")} list={list} onChange={reload} />
                <Group title={say.inForce} rules={of("approved")} list={list} onChange={reload} />
                {may("draftRule") && <DraftRule list={list} onDone={drafted} />}
                {may("exportRules") && <BlockList />}
                {may("handOver") && <Handovers />}
                <Group title={say.over} rules={of("expired", "withdrawn")} list={list} onChange={reload} />
              </>
            );
          }}
        </Told>
      </div>
    </Around>
  );
}
