// The parts of a form: a labelled field, a button that shows it is busy, and what went wrong.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { Doing } from "../asking";
import { useWords } from "../words/words";

type Given = {
  label: string;
  hint?: string;
  value: string;
  onValue: (value: string) => void;
};

export function Field({ label, hint, value, onValue, ...rest }: Given & {
  type?: "text" | "password" | "date" | "number";
  autoComplete?: string;
  inputMode?: "numeric";
  required?: boolean;
  minLength?: number;
  maxLength?: number;
  min?: string;
  max?: string;
  autoFocus?: boolean;
}) {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input id={id} value={value} onInput={(event) => onValue(event.currentTarget.value)}
        {...(hint !== undefined && { "aria-describedby": `${id}-hint` })} {...(rest as Record<string, string | number | boolean>)} />
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
    </p>
  );
}

export function Area({ label, hint, value, onValue, ...rest }: Given & { rows?: number; maxLength?: number; required?: boolean }) {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <textarea id={id} value={value} onInput={(event) => onValue(event.currentTarget.value)}
        {...(hint !== undefined && { "aria-describedby": `${id}-hint` })} {...rest} />
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
    </p>
  );
}

export function Choice({ label, value, onValue, of }: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  of: [string, string][];
}) {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        {of.map(([key, word]) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </p>
  );
}

// What the server refused, in its own words: they name the mend.
// Somebody else was faster (412): `again` reads what there is now; what is typed stays.
export function Trouble({ doing, again }: { doing: Doing; again?: () => void }) {
  const { say, work } = useWords();
  const { problem } = doing;
  if (problem === null) return null;
  return (
    <p class="trouble" role="alert">
      {problem.status === 0 ? say.unreachable : <span lang="en">{problem.detail}</span>}
      {problem.status === 412 && again !== undefined && (
        <button type="button" onClick={() => (doing.forget(), again())}>
          {work.readAgain}
        </button>
      )}
    </p>
  );
}

export function Form({ doing, onSend, send, again, children }: {
  doing: Doing;
  again?: () => void;
  onSend: () => Promise<void>;
  send: string;
  children: ComponentChildren;
}) {
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        doing.run(onSend);
      }}
    >
      {children}
      <Trouble doing={doing} {...(again !== undefined && { again })} />
      <p class="send">
        <button type="submit" class="strong" aria-disabled={doing.busy}>
          {send}
        </button>
      </p>
    </form>
  );
}
