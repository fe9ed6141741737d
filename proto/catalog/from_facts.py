#!/usr/bin/env python3
"""Drafts the catalog's textproto from a folder of facts (tools.tsv, domains.tsv, infrastructure.tsv, needs.tsv).

Run once for a new source of facts, by the person who reviews its outcome: from_facts.py FACTS_DIR. The textproto it
writes is committed and is the product's source from then on; review.tsv beside this file holds what the review
decided against the facts. Numbers come from numbers.lock: new ids are appended there, old ones keep theirs.
"""
import collections
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
MIT_NOTICE = HERE / "infrastructure_notice.txt"
ROLES = {
    "app": "APP", "api": "API", "login": "LOGIN", "cdn": "CDN", "upload": "UPLOAD", "embedded": "EMBEDDED",
    "telemetry": "TELEMETRY", "marketing-site": "MARKETING", "viewer": "VIEWER",
}
PROVING = {"app", "api", "upload"}


def rows(path):
    """The rows of a TSV file as dictionaries; lines that begin with # are comments."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"))) for line in lines[1:]]


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def read_lock(path):
    """{kind: {id: number}} of the permanent numbers."""
    lock = {"need": {}, "tool": {}}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, number, name = line.split()
                lock[kind][name] = int(number)
    return lock


def extend_lock(path, lock, kind, names):
    """Gives each unknown id the next free number, and appends it to the lock file."""
    added = []
    for name in names:
        if name not in lock[kind]:
            lock[kind][name] = max(lock[kind].values(), default=0) + 1
            added.append(f"{kind} {lock[kind][name]} {name}\n")
    with path.open("a", encoding="utf-8") as file:
        file.writelines(added)


class Review:
    """What the review decided against the facts: one row a decision (verb, subject, value)."""

    def __init__(self, path):
        self.decisions = collections.defaultdict(dict)
        self.lists = collections.defaultdict(lambda: collections.defaultdict(list))
        for row in rows(path):
            self.decisions[row["verb"]][row["subject"]] = row["value"]
            self.lists[row["verb"]][row["subject"]].append(row["value"])

    def one(self, verb, subject):
        return self.decisions[verb].get(subject)

    def many(self, verb, subject):
        return self.lists[verb].get(subject, [])


def evidence_of(note):
    if "outsiders reach it too" in note:
        return "OUTSIDERS"
    if "only the registrable domain is listed" in note:
        return "WHOLE_SITE"
    return None


def host_line(suffix, role, evidence=None, doubtful=False, exact=False, left_label=None, remark=""):
    fields = [f"suffix: {quoted(suffix)}", f"role: HOST_ROLE_{ROLES[role]}"]
    if exact:
        fields.append("exact: true")
    if left_label:
        fields.append(f"left_label: {quoted(left_label)}")
    if evidence:
        fields.append(f"evidence: HOST_EVIDENCE_{evidence}")
    if doubtful:
        fields.append("doubtful: true")
    return "  hosts { " + " ".join(fields) + " }" + (f"  # {remark}" if remark else "")


def host_lines(row, review):
    """The lines of one host: its own, and the vendor's site on the apex where only tenants are the product."""
    suffix, note, role = row["domain"], row["note"], row["role"]
    role = review.one("role", suffix) or role
    doubtful = "uncorroborated" in note
    known = ("only the registrable domain", "uncorroborated", "vendor site", "outsiders reach it too (visitors",
             "loaded by third-party sites or mails", "does not prove use", "the app has its own host",
             "tenant subdomains", "apex and www are the vendor site", "some sub-domains are loaded")
    remark = "; ".join(part for part in note.split("; ") if part and not part.startswith(known))
    evidence = review.one("evidence", suffix) or (evidence_of(note) if role in PROVING else None)
    lines = [host_line(suffix, role, None if evidence == "PLAIN" else evidence, doubtful, remark=remark)]
    if "apex and www are the vendor site" in note and role in PROVING:
        lines.append(host_line(suffix, "marketing-site", doubtful=doubtful, exact=True))
    return lines


def tool_entry(tool, hosts, number, review, other_needs):
    lines = ["tools {", f"  number: {number}", f"  id: {quoted(tool['id'])}", f"  name: {quoted(tool['name'])}",
             f"  vendor: {quoted(tool['vendor'])}", f"  need: {quoted(tool['need'])}"]
    lines += [f"  other_needs: {quoted(need)}" for need in other_needs]
    if tool["hq_country"]:
        lines.append(f"  hq_country: {quoted(tool['hq_country'])}")
    if tool["corroborating_lists"] == "0" and review.one("sure", tool["id"]) is None:
        lines.append("  doubtful: true")
    if tool["self_hostable"] == "y":
        lines.append("  self_hostable: true")
    lines += [f"  neighbours: {quoted(other)}" for other in review.many("neighbour", tool["id"])]
    for row in hosts:
        lines += host_lines(row, review)
    for added in review.many("host", tool["id"]):  # suffix role [exact|left label|OUTSIDERS]
        suffix, role, *more = added.split(" ")
        lines.append(host_line(suffix, role, exact="exact" in more,
                               left_label=next((word for word in more if "*" in word), None),
                               evidence=next((word for word in more if word.isupper()), None)))
    lines += [f"  risk {{ {risk} }}" for risk in review.many("risk", tool["id"])]
    return "\n".join(lines + ["}"])


def write_needs(facts, lock, review, incumbents):
    hosts = collections.defaultdict(list)
    for row in rows(facts / "domains.tsv"):
        if review.one("user-content", row["domain"]) is None:
            hosts[row["tool_id"]].append(row)
    by_need = collections.defaultdict(list)
    for tool in rows(facts / "tools.tsv"):
        by_need[tool["need"]].append(tool)
    for need, tools in by_need.items():
        entries = [tool_entry(tool, hosts[tool["id"]], lock["tool"][tool["id"]], review,
                              [other for other in incumbents[tool["id"]] if other != need]) for tool in tools]
        (HERE / "needs" / f"{need}.textproto").write_text("\n\n".join(entries) + "\n", encoding="utf-8")


def write_head(needs, lock):
    entries = ["# The needs and their groups. `revision` rises with every change of the catalog.", "revision: 1"]
    for need in needs:
        entries.append("\n".join([
            "needs {", f"  number: {lock['need'][need['need']]}", f"  id: {quoted(need['need'])}",
            f"  name: {quoted(need['name'])}", f"  group: {quoted(need['group'])}",
            f"  definition: {quoted(need['definition'])}", "}"]))
    (HERE / "needs.textproto").write_text("\n\n".join(entries) + "\n", encoding="utf-8")


def write_infrastructure(facts, review):
    plain, listed, vendors = [], [], collections.defaultdict(list)
    for row in rows(facts / "infrastructure.tsv"):
        if row["kind"] == "shared-vendor-apex":
            vendors[review.one("apex", row["domain"]) or row["domain"]].append(row["domain"])
            continue
        related = f" related_tool: {quoted(row['related_tool'])}" if row["related_tool"] else ""
        line = f"infrastructure {{ suffix: {quoted(row['domain'])} kind: {quoted(row['kind'])}{related} }}"
        (listed if row["from_v2fly"] == "y" else plain).append(line)
    for suffix, tool in review.decisions["user-content"].items():
        plain.append(f'infrastructure {{ suffix: "{suffix}" kind: "user-content" related_tool: "{tool}" }}')
    notice = ["# " + line if line else "#" for line in MIT_NOTICE.read_text(encoding="utf-8").splitlines()]
    text = ["# Names that prove no tool: delivery networks, advertisements, updates, certificate checks, time."]
    text += plain + ["", "# The rows below come from v2fly/domain-list-community:"] + notice + listed
    (HERE / "infrastructure.textproto").write_text("\n".join(text) + "\n", encoding="utf-8")
    text = ["# Vendors with many tools on one domain: the domain itself tells the vendor, not the tool."]
    for name in sorted(vendors, key=str.lower):
        parent = review.one("parent", name)
        fields = [f"name: {quoted(name)}"] + ([f"parent: {quoted(parent)}"] if parent else [])
        text.append("vendors {\n  " + "\n  ".join(fields + [f"suffixes: {quoted(s)}" for s in vendors[name]]) + "\n}")
    (HERE / "vendors.textproto").write_text("\n\n".join(text) + "\n", encoding="utf-8")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: from_facts.py FACTS_DIR")
    facts, review = pathlib.Path(sys.argv[1]), Review(HERE / "review.tsv")
    needs, tools = rows(facts / "needs.tsv"), rows(facts / "tools.tsv")
    lock = read_lock(HERE / "numbers.lock")
    extend_lock(HERE / "numbers.lock", lock, "need", [need["need"] for need in needs])
    extend_lock(HERE / "numbers.lock", lock, "tool", [tool["id"] for tool in tools])
    incumbents = collections.defaultdict(list)
    for need in needs:
        for tool in need["incumbents"].split():
            incumbents[tool].append(need["need"])
    write_head(needs, lock)
    write_needs(facts, lock, review, incumbents)
    write_infrastructure(facts, review)


if __name__ == "__main__":
    main()
