// A rule or a notice is written down by an auditor; whom it concerns only devices will know.

import { useState } from "preact/hooks";
import { useDoing } from "../asking";
import { ask } from "../session";
import { Area, Choice, Field, Form } from "../shell/form";
import type { RuleList } from "./rule_card";
import { useRuleWords } from "./words";

const languages = ["en", "fi", "de"] as const;
const nothing = { tools: "", use_instead: "", legal_basis: "", owner: "", days: "14", within_days: "128" };

const ids = (text: string): string[] => text.split(",").map((id) => id.trim()).filter((id) => id !== "");

export function DraftRule({ list, onDone }: { list: RuleList; onDone: () => void }) {
  const say = useRuleWords();
  const [kind, setKind] = useState("rule");
  const [words, setWords] = useState({ en: "", fi: "", de: "" });
  const [given, setGiven] = useState(nothing);
  const [blocks, setBlocks] = useState(false);
  const doing = useDoing();
  const rule = kind === "rule";
  const set = (name: keyof typeof nothing) => (value: string) => setGiven((before) => ({ ...before, [name]: value }));
  const send = async () => {
    await ask("POST", "/api/v1/rules", {
      body: {
        kind, words, tools: ids(given.tools), owner: given.owner, days: Number(given.days), within_days: Number(given.within_days),
        ...(rule && { legal_basis: given.legal_basis, use_instead: given.use_instead.trim() === "" ? null : given.use_instead.trim(), blocks }),
      },
    });
    setGiven(nothing);
    setWords({ en: "", fi: "", de: "" });
    onDone();
  };
  return (
    <section class="card plain">
      <h2>{say.draftNew}</h2>
      <Form doing={doing} send={say.send} onSend={send}>
        <div class="fields">
          <Choice label={say.kind} value={kind} onValue={setKind} of={[["rule", say.kinds.rule], ["care", say.kinds.care]]} />
          <Field label={say.tools} hint={say.toolsMeans} value={given.tools} onValue={set("tools")} required />
        </div>
        {languages.map((language, n) => (
          <Area key={language} label={say.wordsIn[language]} {...(n === 0 && { hint: say.wordsMean })} value={words[language]} rows={2} maxLength={600} required
            onValue={(value) => setWords((before) => ({ ...before, [language]: value }))} />
        ))}
        {rule && (
          <>
            <Field label={say.legalBasis} hint={say.legalBasisMeans} value={given.legal_basis} onValue={set("legal_basis")} maxLength={600} required />
            <Field label={say.useInstead} hint={say.insteadMeans} value={given.use_instead} onValue={set("use_instead")} />
          </>
        )}
        <div class="fields">
          <Field label={say.owner} value={given.owner} onValue={set("owner")} maxLength={120} required />
          <Field label={say.days} hint={say.daysMeans(list.longest_days, list.longest_care_days)} value={given.days} onValue={set("days")} type="number"
            min="1" max={String(rule ? list.longest_days : list.longest_care_days)} required />
          <Field label={say.withinDays} value={given.within_days} onValue={set("within_days")} type="number" min="1" max="128" required />
        </div>
        {rule && (
          <p class="whom">
            <label>
              <input type="checkbox" checked={blocks} onChange={(event) => setBlocks(event.currentTarget.checked)} />
              {say.blocks}
            </label>
          </p>
        )}
      </Form>
    </section>
  );
}
