"""A laptop's day: no network, Wi-Fi, cable, sleep, a VPN. The daemon reads what leads to the network, whichever that is."""
import json
import signal
import unittest

from tests.support import network
from tests.support.lab import wait_for
from tests.support.resident import Resident

WHY_NOT = network.why_not()


@unittest.skipIf(WHY_NOT, WHY_NOT)
class Interfaces(Resident):
    def setUp(self):
        super().setUp()
        self.net = network.Network()
        self.addCleanup(self.net.close)

    def command_line(self, *words):
        return self.net.inside(self.net.device, *words)

    def status(self):
        return json.loads(self.ask("status", "--json"))

    def reads(self, *names):
        wait_for(f"the interfaces {names}", lambda: self.status()["interfaces"] == list(names), 20)

    def test_wifi_cable_sleep_and_vpn(self):
        agent = self.start_on("--lab")
        wait_for("the trouble", lambda: "no interface has a default route" in self.status()["trouble"])
        self.net.plug("wifi")
        self.reads("wifi")
        self.net.visit("wifi.example")
        self.net.plug("cable")  # leads everywhere from now on
        self.reads("cable")
        self.net.visit("cable.example")
        self.net.unplug("wifi")
        self.net.ip("-n", self.net.device, "link", "set", "cable", "down")  # what suspend does to a link
        self.reads()
        self.net.ip("-n", self.net.device, "link", "set", "cable", "up")
        self.net.lead_everywhere("cable")
        self.reads("cable")
        self.net.visit("awake.example")
        # Asleep: the program stands still while links and routes go and come, and nobody tells it afterwards what happened.
        agent.send_signal(signal.SIGSTOP)
        for _ in range(3):
            self.net.ip("-n", self.net.device, "link", "set", "cable", "down")
            self.net.ip("-n", self.net.device, "link", "set", "cable", "up")
        self.net.unplug("cable")
        self.net.plug("dock")  # awake at another desk
        agent.send_signal(signal.SIGCONT)
        self.reads("dock")
        self.net.visit("morning.example")
        self.net.open_tunnel("dock", "tun0")
        self.reads("dock", "tun0")
        self.net.visit("vpn.example")
        # The visits are told once they are over for good. What the VPN sent over the cable is no visit.
        wait_for("five flows", lambda: self.status()["flows"] == 5, 30)
        self.assertTrue(self.status()["visibility"].startswith("server name 5, DNS answer 0, certificate 0, nothing 0;"))
        self.assertEqual(("", 0), (self.status()["trouble"], self.status()["dropped"]))

    def test_a_vpn_with_a_table_of_its_own(self):
        self.net.plug("cable")
        self.start_on("--lab")
        self.reads("cable")
        self.net.link("wg0")
        self.net.ip("-n", self.net.device, "route", "add", "default", "dev", "wg0", "table", "51820")
        self.reads("cable", "wg0")
        self.net.unplug("wg0")
        self.reads("cable")

    def test_a_named_interface_comes_back(self):
        self.net.plug("cable")
        self.start_on("--lab", "--interface", "cable")
        self.reads("cable")
        self.net.unplug("cable")
        self.reads()
        self.assertIn("cable", self.status()["trouble"])
        self.net.plug("cable")
        self.reads("cable")
        self.net.visit("back.example")
        wait_for("its packets", lambda: self.status()["packets"] > 0)


if __name__ == "__main__":
    unittest.main()
