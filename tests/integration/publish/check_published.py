#!/usr/bin/env python3
"""Checks published tables against the cells they were made of, by brute force, rule by rule (R1-R8).

Usage: check_published.py --published published.db --truth truth.json --k N [--window-db window.db]

Shares no code with the gate. truth.json is one object:
  "cells"        [{"window", "kind", "department", "a", "b", "value", "count"}]  all facts of all windows;
                 kind is a FactKind number, department a policy number (0 is the organisation)
  "departments"  [{"number", "id", "parent", "devices"}]    the signed dictionary with headcounts
  "standings"    [{"tool", "standing", "departments"}]      an empty list of departments means everyone
  "needs"        {"<tool number>": need number}             of the catalog, for the tools that occur
Windows are matched by number; a published window without cells in the truth is not checked, and a
window of the truth that is not published is an error. Exit 0: all rules hold, 1: the list of what does not.
"""
import argparse
import collections
import itertools
import json
import pathlib
import sqlite3
import sys

REPORTING, TOOL, DEPARTMENT, DAYS, NEED, OTHER, DISPLACEMENT, RETENTION, PERIOD, PAIR, VISIBILITY, RULE = range(1, 13)
EXACT = {TOOL, DEPARTMENT, DAYS}
REST = 0xFFFFFFFF
HEARTBEAT, TOOL_WEEK, TOOL_PERIOD, RETENTION_FACT, NEED_WEEK, DISPLACEMENT_FACT = 1, 2, 3, 5, 6, 7
OFFERED = {"sanctioned", "piloting"}
Block = collections.namedtuple("Block", "view object second member low high")


class World:
    """The public dictionary: which departments exist in the data, and what is offered where."""

    def __init__(self, truth, floor):
        self.departments = {d["number"]: d for d in truth["departments"]}
        self.standings = truth["standings"]
        self.floor = floor
        self.headcount = collections.Counter({0: 0})
        for number, department in self.departments.items():
            self.headcount[self.place(number)] += department["devices"]
        self.places = sorted(self.headcount)

    def place(self, number):
        while number in self.departments:
            if self.departments[number]["devices"] >= self.floor:
                return number
            number = self.departments[number]["parent"]
        return 0

    def offered(self, tool, place):
        entries = [s for s in self.standings if s["tool"] == tool]
        while True:
            for entry in entries:
                if place in entry["departments"] or (place == 0 and not entry["departments"]):
                    return entry["standing"] in OFFERED
            if place == 0:
                return False
            place = self.departments[place]["parent"] if place in self.departments else 0


class Truth:
    """One window's cells, added up."""

    def __init__(self, cells, world):
        self.by_place = collections.defaultdict(collections.Counter)  # tool: place: devices
        self.by_days = collections.defaultdict(collections.Counter)
        self.ages = collections.defaultdict(collections.Counter)
        self.displacement = collections.defaultdict(collections.Counter)
        self.reports, self.period, self.need = collections.Counter(), collections.Counter(), collections.Counter()
        for cell in cells:
            kind, count, a, value = cell["kind"], cell["count"], cell["a"], cell["value"]
            place = world.place(cell["department"])
            if kind == HEARTBEAT:
                self.reports[place] += count
            elif kind == TOOL_WEEK:
                self.by_place[a][place] += count
                self.by_days[a][value] += count
            elif kind == RETENTION_FACT:
                self.ages[a][value // 2] += count
            elif kind == DISPLACEMENT_FACT:
                self.displacement[a][value] += count
            elif kind == TOOL_PERIOD:
                self.period[a] += count
            elif kind == NEED_WEEK:
                self.need[a] += count


class Checker:
    def __init__(self, world, k, totals):
        self.world, self.k = world, k
        self.totals = totals  # (window, tool): devices, as published
        self.complement = 0 if k == 1 else min(5, k)
        self.wrong, self.tables, self.bands = [], 0, 0

    def complain(self, window, text):
        self.wrong.append("window %d: %s" % (window, text))

    def check_window(self, window, blocks, truth):
        self.floor_of_every_number(window, blocks)
        tools = collections.defaultdict(lambda: collections.defaultdict(dict))
        for block in blocks:
            if block.view in EXACT:
                tools[block.object][block.view][block.member] = block
        for tool in set(tools) | set(truth.by_place):
            self.exact_tables(window, tool, tools[tool], truth)
        self.bands_hold_the_truth(window, blocks, truth)
        self.retention_jointly(window, blocks, tools)
        self.needs_jointly(window, blocks)

    # R1, R4, R6: a number is k or more, a range from 0 hides k values, everything not exact is a band of k.
    def floor_of_every_number(self, window, blocks):
        for block in blocks:
            wide = block.high - block.low + 1 >= self.k
            if block.view in EXACT:
                good = block.low == block.high >= self.k or (block.low == 0 and block.high == self.k - 1)
            else:
                good = wide and (block.low == 0 or block.low >= self.k)
                self.bands += 1
            if not good:
                self.complain(window, "R1/R6: %s" % (block,))

    def exact_tables(self, window, tool, views, truth):
        places = truth.by_place[tool]
        total, reports = sum(places.values()), sum(truth.reports.values())
        everywhere = all(self.world.offered(tool, place) for place in self.world.places)
        shown = total >= self.k and (everywhere or reports - total >= self.complement)
        if bool(views) != shown:
            return self.complain(window, "R1/R3: tool %d with %d devices is %s" % (tool, total, "shown" if views else "hidden"))
        if not views:
            return None
        self.tables += 2
        if views[TOOL][0].low != total:
            self.complain(window, "tool %d: total %d is not %d" % (tool, views[TOOL][0].low, total))
        alone = self.expected_alone(tool, places, truth)
        self.partition(window, tool, views[DEPARTMENT], dict.fromkeys(self.world.places, 0) | dict(places), total)
        if {m for m in views[DEPARTMENT] if m != REST} != alone:
            self.complain(window, "R3: tool %d: %s stand alone, not %s" % (tool, sorted(views[DEPARTMENT]), sorted(alone)))
        self.partition(window, tool, views[DAYS], {v: truth.by_days[tool][v] for v in (1, 2, 3, 4)}, total)
        return self.near_universal(window, tool, views[DEPARTMENT], places, truth)

    def members_of(self, blocks, atoms):
        rest = [atom for atom in atoms if atom not in blocks]
        return {member: (rest if member == REST else [member]) for member in blocks}

    # R2: blocks are disjoint, cover the base, tell the truth; every union of them is 0 or k and more.
    def partition(self, window, tool, blocks, atoms, total):
        members = self.members_of(blocks, atoms)
        counts = {member: sum(atoms.get(atom, 0) for atom in of) for member, of in members.items()}
        if sum(counts.values()) != total:
            self.complain(window, "R2: the blocks of tool %d do not cover its total" % tool)
        for member, block in blocks.items():
            honest = block.low == counts[member] if counts[member] >= self.k else block.low == 0 and counts[member] == 0
            if not honest:
                self.complain(window, "R2: tool %d: %s, but %d devices" % (tool, block, counts[member]))
        values = list(counts.values())
        unions = (itertools.chain.from_iterable(itertools.combinations(values, n) for n in range(1, len(values) + 1))
                  if len(values) <= 12 else ([value] for value in values))
        for union in unions:
            if 0 < sum(union) < self.k:
                self.complain(window, "R2: tool %d: a union of blocks has %d devices" % (tool, sum(union)))

    # R3, R7, R8 once more, in the words of privacy.md: who may stand alone, and who has to join the rest.
    def expected_alone(self, tool, places, truth):
        def apart(members):
            count, reports = sum(places[m] for m in members), sum(truth.reports[m] for m in members)
            return all(self.world.offered(tool, m) for m in members) or reports - count >= self.complement
        rest = [p for p in self.world.places
                if p == 0 or places[p] < self.k or truth.reports[p] < self.world.floor
                or truth.reports[p] > self.world.headcount[p] or not apart([p])]
        alone = sorted((p for p in self.world.places if p not in rest), key=lambda p: (self.world.headcount[p], p))
        while alone:
            count = sum(places[p] for p in rest)
            crowd = len(rest) >= 2 or self.complement == 0
            if count == 0 or (crowd and count >= self.k and apart(rest)):
                break
            rest.append(alone.pop(0))
        return set(alone)

    def near_universal(self, window, tool, blocks, places, truth):
        for member, of in self.members_of(blocks, self.world.places).items():
            count, reports = sum(places[m] for m in of), sum(truth.reports[m] for m in of)
            offered = all(self.world.offered(tool, m) for m in of)
            if count and not offered and reports - count < self.complement:
                self.complain(window, "R7: tool %d: %d of %d in block %d" % (tool, count, reports, member))
            if len(blocks) > 1 and len(of) == 1 and member != REST and reports < self.world.floor:
                self.complain(window, "R8: tool %d: department %d stands alone with %d reports" % (tool, member, reports))

    def bands_hold_the_truth(self, window, blocks, truth):
        for block in blocks:
            if block.view == REPORTING:
                count = sum(truth.reports.values())
            elif block.view == RETENTION:
                count = truth.ages[block.object][block.member]
            elif block.view == DISPLACEMENT:
                count = truth.displacement[block.object][block.member]
            elif block.view == OTHER:
                count = sum(truth.displacement[block.object][value] for value in (1, 2, 3, 7, 8))
            elif block.view == NEED:
                count = truth.need[block.object]
            elif block.view == PERIOD:
                # Whoever was anew within them says nothing of four windows, but no fewer have used a tool in four than in one.
                count = max([truth.period[block.object]] + [self.totals.get((one, block.object), 0) for one in range(window - 3, window + 1)])
            else:
                continue
            if not block.low <= count <= block.high:
                self.complain(window, "R6: %s does not hold %d" % (block, count))

    # Every new and young that fit the owners together: each keeps k values.
    def retention_jointly(self, window, blocks, tools):
        bands = collections.defaultdict(dict)
        for block in blocks:
            if block.view == RETENTION:
                bands[block.object][block.member] = range(block.low, block.high + 1)
        for tool, ages in bands.items():
            days = tools[tool][DAYS]
            owners = sum(days[value].low for value in (1, 2, 3) if value in days) + (days[REST].low if REST in days else 0)
            for one, other in ((0, 1), (1, 0)):
                left = [value for value in ages[one] if value + min(ages[other]) <= owners]
                if len(left) < self.k:
                    self.complain(window, "R6: tool %d: age %d has %d candidates" % (tool, one, len(left)))

    # v1 + v2 + v3 + v7 + v8 lies in the band of "other": each of them keeps k values.
    def needs_jointly(self, window, blocks):
        others = {block.object: block for block in blocks if block.view == OTHER}
        values = collections.defaultdict(list)
        for block in blocks:
            if block.view == DISPLACEMENT and block.member != 5:
                values[block.object].append(block)
        for need, parts in values.items():
            if need not in others:
                continue
            low, high = sum(p.low for p in parts), sum(p.high for p in parts)
            for part in parts:
                left = [v for v in range(part.low, part.high + 1)
                        if low - part.low + v <= others[need].high and high - part.high + v >= others[need].low]
                if len(left) < self.k:
                    self.complain(window, "R6: need %d: value %d has %d candidates" % (need, part.member, len(left)))


def leftovers(window_db, windows):
    """R10: no cell and no nonce of a published window is left."""
    database = sqlite3.connect("file:%s?mode=ro" % window_db, uri=True)
    found = []
    for table in ("cell", "nonce"):
        for window, count in database.execute("SELECT window, count(*) FROM %s GROUP BY window" % table):
            if window in windows:
                found.append("window %d: R10: %d rows of %s are left" % (window, count, table))
    database.close()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--published", required=True)
    parser.add_argument("--truth", required=True)
    parser.add_argument("--k", required=True, type=int)
    parser.add_argument("--window-db")
    arguments = parser.parse_args()
    truth = json.loads(pathlib.Path(arguments.truth).read_text(encoding="utf-8"))
    cells = collections.defaultdict(list)
    for cell in truth["cells"]:
        cells[cell["window"]].append(cell)
    database = sqlite3.connect("file:%s?mode=ro" % arguments.published, uri=True)
    heads = {row[0]: row[1:] for row in database.execute("SELECT window, k, department_floor FROM window")}
    wrong = ["window %d: %d facts, but not published" % (w, len(c)) for w, c in sorted(cells.items()) if w not in heads]
    totals = {row[:2]: row[2] for row in database.execute(
        "SELECT window, object, low FROM block WHERE view = ? AND low = high", (TOOL,))}
    tables = bands = 0
    for window in sorted(set(cells) & set(heads)):
        k, floor = heads[window]
        if k != arguments.k:
            wrong.append("window %d: published with k = %d" % (window, k))
        world = World(truth, floor)
        checker = Checker(world, arguments.k, totals)
        blocks = [Block(*row) for row in database.execute(
            "SELECT view, object, second, member, low, high FROM block WHERE window = ?", (window,))]
        checker.check_window(window, blocks, Truth(cells[window], world))
        wrong += checker.wrong
        tables, bands = tables + checker.tables, bands + checker.bands
    database.close()
    if arguments.window_db:
        wrong += leftovers(arguments.window_db, set(heads))
    print("\n".join(wrong) if wrong else "k = %d: %d windows, %d exact tables, %d bands: all rules hold"
          % (arguments.k, len(set(cells) & set(heads)), tables, bands))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
