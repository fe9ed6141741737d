#!/bin/sh
# Installs and enrols the agent from a device management that runs scripts as root (Intune for Linux, Jamf-style tools).
#
#   GATE=gate.example:8443 TOKEN=dp1.… DEPARTMENT=sales PACKAGE=/path/or/name install-agent.sh [install|check|remove]
#
# install: package, settings, enrolment, service; changes nothing that is as it should be. check: one word of health, for a
# compliance rule; 0 if it is ok. remove: takes program, settings and memory away. Exit: 0 done · 1 failed · 2 wrong use.
set -eu

fail() {
  echo "install-agent: $2" >&2
  exit "$1"
}

install_agent() {
  [ -n "${GATE:-}" ] || fail 2 "GATE: give HOST:PORT of the gate"
  case "${DEPARTMENT:-}" in *[!a-z0-9-]*) fail 2 "DEPARTMENT: give an id of the signed list: small letters, digits and hyphens" ;; esac
  package=${PACKAGE:-desirepath-agent}
  if ! dpkg-query -W -f '${db:Status-Status}' desirepath-agent 2>/dev/null | grep -qx installed; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$package" || fail 1 "$package: apt cannot install it: see above; check the package source, or give PACKAGE the path of the .deb"
  fi
  settings=/etc/desirepath/agent.toml
  wanted=$(printf '# Written by device management.\ndepartment = "%s"\n' "${DEPARTMENT:-}")
  if [ "$(cat "$settings" 2>/dev/null)" != "$wanted" ]; then
    printf '%s\n' "$wanted" >"$settings.new"
    desirepath-agent run --check-config --config "$settings.new" || fail 1 "$settings: the new settings would not hold, the old ones stay: see above, and change DEPARTMENT"
    mv "$settings.new" "$settings"
    systemctl reload-or-restart desirepath-agent || fail 1 "the service does not start with its settings: see journalctl -u desirepath-agent"
  fi
  if [ ! -e /var/lib/desirepath-agent/uplink/device.pem ]; then
    [ -n "${TOKEN:-}" ] || fail 2 "TOKEN: give a join token (desirepath-collector token create)"
    desirepath-agent enroll --gate "$GATE" --token "$TOKEN" || fail 1 "the gate did not enrol this device: see above; check GATE, or make a new TOKEN"
    systemctl restart desirepath-agent
  fi
  systemctl enable --quiet --now desirepath-agent
}

case "${1:-install}" in
  install) install_agent ;;
  check) exec desirepath-agent status --health ;;
  remove) DEBIAN_FRONTEND=noninteractive apt-get purge -y -q desirepath-agent || fail 1 "apt cannot remove the package: see above, and run dpkg --configure -a" ;;
  *) fail 2 "give install, check or remove" ;;
esac
