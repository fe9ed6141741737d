# @summary The collector: package, settings, service. `init` and the signatures are people's to do.
#
# @param role all, gate or collector
# @param gate_listen HOST:PORT that agents connect to
# @param gate_collector role gate: HOST:PORT of the collector's intake
# @param web_listen HOST:PORT of the page
# @param metrics_listen HOST:PORT of /metrics, on loopback; empty: none
# @param log_format text or json
class desirepath::collector (
  Enum['all', 'gate', 'collector'] $role           = 'all',
  String                           $gate_listen    = '0.0.0.0:8443',
  String                           $gate_collector = '',
  String                           $web_listen     = '127.0.0.1:8080',
  String                           $metrics_listen = '',
  Enum['text', 'json']             $log_format     = 'text',
) {
  package { 'desirepath-collector':
    ensure => installed,
  }

  file { '/etc/desirepath/collector.toml':
    ensure       => file,
    owner        => 'root',
    group        => 'root',
    mode         => '0644',
    content      => epp('desirepath/collector.toml.epp', {
      role           => $role,
      gate_listen    => $gate_listen,
      gate_collector => $gate_collector,
      web_listen     => $web_listen,
      metrics_listen => $metrics_listen,
      log_format     => $log_format,
    }),
    validate_cmd => '/usr/bin/desirepath-collector serve --check-config --config %',
    require      => Package['desirepath-collector'],
    notify       => Service['desirepath-collector'],
  }

  # Its unit waits for `init` by itself (ConditionPathExists).
  service { 'desirepath-collector':
    ensure => running,
    enable => true,
  }
}
