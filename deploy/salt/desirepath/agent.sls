{# The agent by Salt: pillar desirepath:agent has gate, department, token (encrypted), shared, lab, ledger_users, log_format. #}
{% set agent = salt['pillar.get']('desirepath:agent', {}) %}
desirepath-agent:
  pkg.installed: []

/etc/desirepath/agent.toml:
  file.managed:
    - mode: '0644'
    - check_cmd: /usr/bin/desirepath-agent run --check-config --config
    - contents: |
        # Written by Salt.
        department = "{{ agent.get('department', '') }}"
        shared = {{ agent.get('shared', False) | lower }}
        lab = {{ agent.get('lab', False) | lower }}
        log_format = "{{ agent.get('log_format', 'text') }}"
        [ledger]
        users = {{ agent.get('ledger_users', []) | tojson }}
    - require:
      - pkg: desirepath-agent

{% if agent.get('token') %}
enrol this device:
  cmd.run:
    - name: /usr/bin/desirepath-agent enroll --gate "$GATE" --token "$TOKEN"
    - env:
      - GATE: "{{ agent['gate'] }}"
      - TOKEN: "{{ agent['token'] }}"
    - hide_output: true
    - creates: /var/lib/desirepath-agent/uplink/device.pem
    - require:
      - file: /etc/desirepath/agent.toml
    - watch_in:
      - service: run the agent
{% endif %}

run the agent:
  service.running:
    - name: desirepath-agent
    - enable: true
    - watch:
      - file: /etc/desirepath/agent.toml
