"""The attacks themselves, on plain values: frames as `view.opened` gives them. Pure functions.

Each gives the attacker's success, what chance alone would give, and three standard deviations of it. Sources: privacy.md 4
(C1, C3, C4, C5).
"""
import collections
import math
import random

from tests.privacy.view import HEARTBEAT, TOOL_WEEK

Success = collections.namedtuple("Success", "rate chance sigma tried")


def common_octets(frames, added=lambda frame: b""):
    """C1: eight-octet strings outside the fields that two frames of one device share, and no other device has.

    `added` puts octets into each frame: how the control shows that the search would find a mark of the device.
    """
    where = collections.defaultdict(lambda: collections.defaultdict(set))
    for number, frame in enumerate(frames):
        if frame.device is None:
            continue
        text = frame.nonce + frame.rest + added(frame)
        for at in range(len(text) - 7):
            if any(text[at:at + 8]):
                where[text[at:at + 8]][frame.device].add(number)
    return sum(1 for devices in where.values() if len(devices) == 1 and len(next(iter(devices.values()))) > 1)


def contents(frames):
    """C3: what was said, without who and when: how often each statement came."""
    return collections.Counter((f.window, f.kind, f.department, f.a, f.b, f.value) for f in frames if f.kind)


def bundled(frames):
    """The control of C4: per window, each device's tools as one message would hold them. {window: [(device, department, tools)]}"""
    held = collections.defaultdict(lambda: [0, set()])
    for frame in frames:
        if frame.device is not None and frame.kind in (HEARTBEAT, TOOL_WEEK):
            entry = held[frame.window, frame.device]
            entry[0] = frame.department
            if frame.kind == TOOL_WEEK:
                entry[1].add(frame.a)
    vectors = collections.defaultdict(list)
    for (window, device), (department, tools) in held.items():
        vectors[window].append((device, department, tools))
    return vectors


def rebuilt(frames):
    """C4: the same, guessed from the collector's full view: a tool belongs to the nearest heartbeat of its department in its batch."""
    vectors = collections.defaultdict(list)
    batches = collections.defaultdict(list)
    for frame in frames:
        batches[frame.batch, frame.department].append(frame)
    for batch in batches.values():
        beats = [(frame.place, (frame.device, frame.department, set())) for frame in batch if frame.kind == HEARTBEAT]
        for frame in batch:
            if frame.kind == TOOL_WEEK and beats:
                min(beats, key=lambda beat: abs(beat[0] - frame.place))[1][2].add(frame.a)
        for _, vector in beats:
            vectors[batch[0].window].append(vector)
    return vectors


def linked(earlier, later, seed=1):
    """Matches each vector of one window to the likeliest of its department in the next: rare tools weigh more."""
    chance = random.Random(seed)
    common = collections.Counter(tool for _, _, tools in later for tool in tools)
    weight = {tool: math.log((len(later) + 1) / count) for tool, count in common.items()}

    def likeness(one, other):
        both = sum(weight.get(tool, 0) for tool in one & other)
        return both / (sum(weight.get(tool, 0) for tool in one | other) or 1)
    by_department = collections.defaultdict(list)
    for vector in later:
        by_department[vector[1]].append(vector)
    right, expected, spread, tried = 0, 0.0, 0.0, 0
    for device, department, tools in earlier:
        others = by_department[department]
        if device is None or not any(other[0] == device for other in others):
            continue  # the device was off in the later window: nothing to find
        best = max(others, key=lambda other: (likeness(tools, other[2]), chance.random()))
        tried += 1
        right += best[0] == device
        p = 1 / len(others)
        expected += p
        spread += p * (1 - p)
    return Success(right / max(1, tried), expected / max(1, tried), math.sqrt(spread) / max(1, tried), tried)


def ranks(values):
    place = {value: rank for rank, value in enumerate(sorted(values))}
    return [place[value] for value in values]


def order_correlation(frames):
    """C5: Spearman's coefficient of arrival and place over all batches, its standard deviation by chance, and the fewest
    devices in a batch."""
    batches = collections.defaultdict(list)
    for frame in frames:
        if frame.arrival is not None:
            batches[frame.batch].append(frame)
    total = weight = 0.0
    for batch in batches.values():
        size = len(batch)
        if size < 3:
            continue
        arrival, place = ranks([f.arrival for f in batch]), ranks([f.place for f in batch])
        distance = sum((a - b) ** 2 for a, b in zip(arrival, place))
        total += size * (1 - 6 * distance / (size * (size * size - 1)))
        weight += size
    fewest = min(len({f.device for f in batch}) for batch in batches.values())
    return total / weight, 1 / math.sqrt(weight), fewest


def ks_p(one, other):
    """Kolmogorov and Smirnov: how likely two samples this different are when both come from one distribution."""
    values = sorted(set(one) | set(other))
    gap = max(abs(sum(x <= v for x in one) / len(one) - sum(x <= v for x in other) / len(other)) for v in values)
    size = len(one) * len(other) / (len(one) + len(other))
    x = gap * (math.sqrt(size) + 0.12 + 0.11 / math.sqrt(size))
    return 1.0 if x < 0.2 else max(0.0, min(1.0, 2 * sum((-1) ** (n - 1) * math.exp(-2 * (n * x) ** 2) for n in range(1, 101))))
