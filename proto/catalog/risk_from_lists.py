"""Risk facts of tools, from three public lists that date what they say: written as `risk` lines into needs/*.textproto.

  2fa.directory  (2factorauth/twofactorauth): which sites let their users sign in with a second factor. A site that it lists
                 without one is "no". The date is that of the snapshot: on that day the list said so.
  sso.tax        (robchahin/sso-wall-of-shame): vendors that sell single sign-on. The date is the row's own.
  haveibeenpwned.com  (its list of breaches as JSON, CC BY 4.0): verified breaches of a site. The date is that of the row. A breach
                 that a notice of the vendor's own tells (review.tsv) is not told again.

Run from a copy of each (git directories without work tree, and a file), as often as wished; lines of these sources are made anew
and all others stay. What no list says stays out, and is shown as unknown:

    python3 proto/catalog/risk_from_lists.py TWOFACTORAUTH.git SSO-WALL-OF-SHAME.git BREACHES.json

A row becomes a tool's only where the listed domain is a host of one tool alone. An account of the vendors below opens every tool
that they run under the domain, so the row speaks for each of these.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

CATALOG = pathlib.Path(__file__).resolve().parent
ONE_ACCOUNT = {"google.com", "microsoft.com", "adobe.com", "zoho.com", "atlassian.com", "yandex.com", "yandex.ru"}
SECOND_FACTOR, SINGLE_SIGN_ON, BREACHES = "2fa.directory", "sso.tax", "haveibeenpwned.com, breach list"
OURS = re.compile(rf'^  risk \{{ source: "(?:{"|".join(map(re.escape, (SECOND_FACTOR, SINGLE_SIGN_ON, BREACHES)))}), .*\n', re.M)
TOOL = re.compile(r'^tools \{\n(?:  .*\n)*\}', re.M)


def git(directory, *words):
    return subprocess.run(["git", f"--git-dir={directory}", *words], check=True, capture_output=True, text=True).stdout


def second_factor(directory):
    """Domain to (answer, date, what to look up)."""
    day = git(directory, "log", "-1", "--format=%cs").strip()
    said = {}
    for path in git(directory, "ls-tree", "-r", "--name-only", "HEAD", "entries").split():
        for entry in json.loads(git(directory, "show", f"HEAD:{path}")).values():
            answer = "ANSWER_YES" if entry.get("tfa") else "ANSWER_NO"
            for domain in [entry["domain"], *entry.get("additional-domains", [])]:
                said[domain] = (f'mfa: {answer}', day, f'{SECOND_FACTOR}, {entry["domain"]}')
    return said


def single_sign_on(directory):
    said = {}
    for path in git(directory, "ls-tree", "-r", "--name-only", "HEAD", "_vendors").split():
        row = dict(re.findall(r"^(\w+): *(.+?) *$", git(directory, "show", f"HEAD:{path}"), re.M))
        domain = re.sub(r"^https?://(www\.)?|/.*$", "", row.get("vendor_url", "")).lower()
        day = row.get("updated_at", "").strip("'\"")
        if domain and re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
            said[domain] = ("sso: ANSWER_YES", day, f"{SINGLE_SIGN_ON}, {domain}")
    return said


def breaches(file):
    """Several of one domain are told in one line; the date is the newest row's."""
    rows = collections.defaultdict(list)
    for row in json.loads(pathlib.Path(file).read_text(encoding="utf-8")):
        if row["IsVerified"] and row["Domain"] and not (row["IsFabricated"] or row["IsRetired"] or row["IsSpamList"]):
            rows[row["Domain"]].append(row)
    said = {}
    for domain, listed in rows.items():
        told = "; ".join(f'{row["BreachDate"][:4]}: {row["PwnCount"]:,} accounts ({", ".join(row["DataClasses"]).replace("-", " ")})'
                         for row in sorted(listed, key=lambda row: row["BreachDate"]))
        day = max(row["AddedDate"] for row in listed)[:10]
        said[domain] = (f'breach_history: "{told}"', day, f"{BREACHES}, {domain}")
    return said


def owners(texts):
    """Host to the tools that name it, and domain to the tools below it."""
    named, below = collections.defaultdict(set), collections.defaultdict(set)
    for text in texts:
        for block in TOOL.findall(text):
            tool = re.search(r'^  id: "([^"]+)"', block, re.M).group(1)
            for host, role in re.findall(r'hosts \{ suffix: "([^"]+)" role: HOST_ROLE_(\w+)', block):
                if role in ("EMBEDDED", "TELEMETRY"):
                    continue
                named[host.removeprefix("www.")].add(tool)
                labels = host.split(".")
                for cut in range(1, len(labels) - 1):
                    below[".".join(labels[cut:])].add(tool)
    return named, below


def lines_by_tool(lists, named, below):
    lines = collections.defaultdict(dict)
    for said in lists:
        for domain, (fact, day, source) in sorted(said.items()):
            tools = below[domain] | named[domain] if domain in ONE_ACCOUNT else named[domain]
            if len(tools) != 1 and domain not in ONE_ACCOUNT:
                continue
            for tool in tools:
                subject = fact.split(":")[0]
                if subject not in lines[tool] or source.endswith(f", {domain}"):
                    lines[tool][subject] = f'  risk {{ source: "{source}" date: "{day}" {fact} }}\n'
    return lines


def main(second_factor_list, single_sign_on_list, breach_list):
    paths = sorted((CATALOG / "needs").glob("*.textproto"))
    texts = [OURS.sub("", path.read_text(encoding="utf-8")) for path in paths]
    lists = [second_factor(second_factor_list), single_sign_on(single_sign_on_list), breaches(breach_list)]
    lines = lines_by_tool(lists, *owners(texts))

    def with_facts(block):
        tool = re.search(r'^  id: "([^"]+)"', block.group(), re.M).group(1)
        fresh = [line for subject, line in sorted(lines[tool].items()) if f"{subject}: " not in block.group()]
        return block.group()[:-1] + "".join(fresh) + "}"
    for path, text in zip(paths, texts):
        path.write_text(TOOL.sub(with_facts, text), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
