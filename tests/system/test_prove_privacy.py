"""The attacks of tests/prove-privacy find what there is to find: on made-up frames that leak, and on such that do not."""
import random
import unittest

from tests.privacy import attacks, view

DEVICES, WINDOWS, TOOLS = 80, (5, 6), 200


def made_up(shuffle=True, mark=b"", seed=3):
    """Eighty devices of two departments, five tools each that they keep, sent device after device, forty to a batch."""
    chance, frames, arrival = random.Random(seed), [], 0
    tools = [random.Random(device).sample(range(1, TOOLS), 5) for device in range(DEVICES)]
    for window in WINDOWS:
        for batch in range(DEVICES // 40):
            facts = []
            for device in range(batch * 40, batch * 40 + 40):
                for kind, a in [(view.HEARTBEAT, 0)] + [(view.TOOL_WEEK, tool) for tool in tools[device]]:
                    facts.append((device, kind, a, arrival))
                    arrival += 1
            if shuffle:
                chance.shuffle(facts)
            for place, (device, kind, a, came) in enumerate(facts):
                rest = mark and mark + b"%06d" % device
                frames.append(view.Frame(10 * window + batch, place, window, kind, 1 + device % 2, a, 0, 1,
                                         chance.randbytes(16), rest, device, came))
    return frames


def link(vectors):
    return attacks.linked(vectors[WINDOWS[0]], vectors[WINDOWS[1]])


class Attacks(unittest.TestCase):
    def test_frames_in_order_of_arrival_are_linked_and_shuffled_ones_are_not(self):
        success = link(attacks.rebuilt(made_up(shuffle=False)))
        self.assertGreater(success.rate, 0.5)
        success = link(attacks.rebuilt(made_up()))
        self.assertLess(success.rate, success.chance + 3 * success.sigma)
        self.assertGreater(link(attacks.bundled(made_up())).rate, 0.9)

    def test_the_order_is_seen_when_it_is_there(self):
        self.assertAlmostEqual(1, attacks.order_correlation(made_up(shuffle=False))[0])
        rho, sigma, fewest = attacks.order_correlation(made_up())
        self.assertLess(abs(rho), 3 * sigma)
        self.assertEqual(40, fewest)

    def test_a_mark_of_the_device_is_found(self):
        self.assertGreater(attacks.common_octets(made_up(mark=b"serial ")), 0)
        self.assertEqual(0, attacks.common_octets(made_up()))

    def test_the_fields_of_a_fact_and_what_stands_beside_them(self):
        message = bytes.fromhex("0802" "1001" "18d00b" "2003" "289601" "3801" "4210") + bytes(range(16))
        plain = (len(message).to_bytes(2, "little") + message).ljust(320, b"\0")
        found, rest = view.fields(plain)
        self.assertEqual({1: 2, 2: 1, 3: 1488, 4: 3, 5: 150, 7: 1, 8: bytes(range(16))}, found)
        self.assertEqual(b"", rest)
        marked = (len(message) + 4).to_bytes(2, "little") + message + b"\x62\x02hi"
        self.assertEqual(b"\x62\x02hi", view.fields(marked.ljust(320, b"\0"))[1])
        self.assertEqual(b"padded", view.fields(plain[:300] + b"padded".ljust(20, b"\0"))[1])

    def test_samples_of_one_distribution_and_of_two(self):
        chance = random.Random(1)
        one, other = ([chance.gauss(0, 1) for _ in range(60)] for _ in range(2))
        self.assertGreater(attacks.ks_p(one, other), 0.05)
        self.assertLess(attacks.ks_p(one, [value + 1.5 for value in other]), 0.01)
        self.assertEqual(1.0, attacks.ks_p([7, 7, 7], [7, 7]))


if __name__ == "__main__":
    unittest.main()
