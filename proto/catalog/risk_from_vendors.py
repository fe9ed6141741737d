"""Writes risk_from_vendors.tsv into needs/*.textproto as `risk` lines, one for each page that speaks for a tool.

    python3 proto/catalog/risk_from_vendors.py

Run after each change of the table, as often as wished: lines with the address of a page are made anew, all others stay.
tests/style/catalog_test.py checks every row, and that table and textproto say the same.
"""
import collections
import pathlib
import re
import sys

CATALOG = pathlib.Path(__file__).resolve().parent
TOOL = re.compile(r'^tools \{\n(?:  .*\n)*\}', re.M)
OURS = re.compile(r'^  risk \{ source: "https://.*\n', re.M)
FACTS = ("dpa_offered", "soc2", "iso27001", "trains_on_customer_data", "data_region")
ANSWERS = {"yes": "ANSWER_YES", "no": "ANSWER_NO"}


def rows():
    """The table's rows as (tools, fact, value, source, day)."""
    lines = [line for line in (CATALOG / "risk_from_vendors.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(cells[0].split(), *cells[1:]) for cells in (line.split("\t") for line in lines[1:])]


def lines_by_tool():
    pages = collections.defaultdict(lambda: collections.defaultdict(dict))
    for tools, fact, value, source, day in rows():
        for tool in tools:
            pages[tool][(source, day)][fact] = f'"{value}"' if fact == "data_region" else ANSWERS[value]
    return {tool: [f'  risk {{ source: "{source}" date: "{day}" ' + " ".join(f"{fact}: {said[fact]}" for fact in FACTS if fact in said) + " }\n"
                   for (source, day), said in sorted(told.items())] for tool, told in pages.items()}


def main():
    fresh, written = lines_by_tool(), set()

    def with_facts(block):
        tool = re.search(r'^  id: "([^"]+)"', block.group(), re.M).group(1)
        written.add(tool)
        return block.group()[:-1] + "".join(fresh.get(tool, [])) + "}"
    for path in sorted((CATALOG / "needs").glob("*.textproto")):
        path.write_text(TOOL.sub(with_facts, OURS.sub("", path.read_text(encoding="utf-8"))), encoding="utf-8")
    strangers = sorted(set(fresh) - written)
    if strangers:
        sys.exit(f"risk_from_vendors.tsv: no such tool: {', '.join(strangers)}")


if __name__ == "__main__":
    main()
