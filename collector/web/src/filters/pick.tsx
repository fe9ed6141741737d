import { go, useRoute, withQuery } from "../route";

// One filter with its choices; what is chosen stands in the address.
export function Pick({ name, label, every, of }: {
  name: string; // of the parameter
  label: string;
  every: string;
  of: [string, string][];
}) {
  const { query } = useRoute();
  const chosen = query.get(name) ?? "";
  // A link may name what is not there now: it stays chosen and can be taken back.
  const known = chosen === "" || of.some(([value]) => value === chosen);
  const all: [string, string][] = known ? of : [...of, [chosen, chosen]];
  if (all.length === 0) return null;
  return (
    <label>
      <span class="visually-hidden">{label}</span>
      <select value={chosen} onChange={(event) => go(withQuery(query, { [name]: event.currentTarget.value }), true)}>
        <option value="">{every}</option>
        {all.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
