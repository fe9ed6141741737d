#!/usr/bin/env python3
"""Writes README.md beside it from fields.tsv: all that can leave a device. tests/style/fields_test.py compares the two."""
import csv
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
LEAD = """# What can leave a device

Made from `fields.tsv` by `write_readme.py`; change that file and run the script. `fields.tsv` is compiled into the agent and the
collector: the ledger's sentences, the questions of a policy and the page on the device are these same words, in English, Finnish and
German. `tests/style/fields_test.py` fails when a field of a message that leaves a device, or a kind of fact, is not in this list, and
when a review has expired.

| field | what it says | why | sensitivity | reviewed by | review ends |
|---|---|---|---|---|---|
"""


def rows():
    with open(HERE / "fields.tsv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def readme():
    lines = ["| `%(field)s` | %(en)s | %(purpose)s | %(sensitivity)s | %(reviewer)s | %(expires)s |" % row
             for row in rows() if row["purpose"]]
    return LEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    (HERE / "README.md").write_text(readme(), encoding="utf-8")
