# @summary The agent: package, settings, enrolment, service.
#
# @param gate HOST:PORT of the gate
# @param token a join token, from a vault. It stands in the compiled catalog and, while `enroll` runs, in its environment and command
#   line, where accounts of this device can see it: let it be for one use (`token create`), and rather short than long
# @param department an id of the signed list; changing it needs no new enrolment
# @param shared whether many people use the machine
# @param lab a lab's figures are not anonymous
# @param ledger_users accounts that may read the ledger besides whoever is logged in
# @param log_format text or json
# @param ensure absent takes program, settings and memory away
class desirepath::agent (
  String $gate,
  Optional[Sensitive[String]] $token        = undef,
  Pattern[/\A[a-z0-9-]*\z/]   $department   = '',
  Boolean                     $shared       = false,
  Boolean                     $lab          = false,
  Array[String]               $ledger_users = [],
  Enum['text', 'json']        $log_format   = 'text',
  Enum['present', 'absent']   $ensure       = 'present',
) {
  if $ensure == 'absent' {
    package { 'desirepath-agent':
      ensure => purged,
    }
  } else {
    package { 'desirepath-agent':
      ensure => installed,
    }

    file { '/etc/desirepath/agent.toml':
      ensure       => file,
      owner        => 'root',
      group        => 'root',
      mode         => '0644',
      content      => epp('desirepath/agent.toml.epp', {
        department   => $department,
        shared       => $shared,
        lab          => $lab,
        ledger_users => $ledger_users,
        log_format   => $log_format,
      }),
      validate_cmd => '/usr/bin/desirepath-agent run --check-config --config %',
      require      => Package['desirepath-agent'],
      notify       => Service['desirepath-agent'],
    }

    if $token {
      exec { 'enrol this device':
        command     => '/usr/bin/desirepath-agent enroll --gate "$GATE" --token "$TOKEN"',
        provider    => shell,
        environment => ["GATE=${gate}", "TOKEN=${token.unwrap}"],
        creates     => '/var/lib/desirepath-agent/uplink/device.pem',
        require     => File['/etc/desirepath/agent.toml'],
        notify      => Service['desirepath-agent'],
      }
    }

    service { 'desirepath-agent':
      ensure => running,
      enable => true,
    }
  }
}
