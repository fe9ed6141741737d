"""Runs the ```console blocks of a document: `$ command` is run, the lines behind it are what it must print, `…` standing for anything."""
import re

BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)


def steps(text):
    """(command, wanted lines) in the order of the document."""
    found = []
    for block in BLOCK.findall(text):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.startswith("> "):
                command, wanted = found[-1]
                found[-1] = (command + "\n" + line[2:], wanted)
            else:
                found[-1][1].append(line)
    return found


def matches(wanted, printed):
    """Whether the printed text is what the document shows: each line in order, `…` for any text and a line of `…` for any lines."""
    pattern = ""
    for line in wanted:
        pattern += "(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + "\n"
    return re.fullmatch(pattern, printed if printed.endswith("\n") or not printed else printed + "\n") is not None
