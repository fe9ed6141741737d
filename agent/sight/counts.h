#pragma once

// `Counts` is everything the observer counts: what it saw, and what it gave up and why.
//
// `observe` prints it as its summary; the daemon copies it out for its status. Plain numbers of one
// thread; they only grow.

#include <cstdint>

namespace desirepath::sight {

struct Counts {
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;  // on the wire, link layer included
  std::uint64_t tls = 0;    // sightings by source
  std::uint64_t quic = 0;
  std::uint64_t dns = 0;
  std::uint64_t http = 0;

  // Malformed by kind: a length overruns its holder, or a field has a value its RFC forbids.
  std::uint64_t bad_link = 0;
  std::uint64_t bad_ip = 0;
  std::uint64_t bad_transport = 0;
  std::uint64_t bad_hello = 0;
  std::uint64_t bad_quic = 0;
  std::uint64_t bad_dns = 0;
  std::uint64_t bad_http = 0;
  std::uint64_t bad_name = 0;  // not a host name: empty, too long or odd octets

  std::uint64_t other_packets = 0;  // well-formed and neither TCP nor UDP
  std::uint64_t too_deep = 0;       // more tunnels or tags inside each other than the bound
  std::uint64_t undecryptable = 0;  // QUIC Initials no key of the flow opens

  std::uint64_t flows = 0;               // begun
  std::uint64_t flows_evicted = 0;       // ended early because the table was full
  std::uint64_t assemblies_evicted = 0;  // split hellos given up because the pool was full
  std::uint64_t fragments_evicted = 0;   // IP datagrams given up because the pool was full
  std::uint64_t names_dropped = 0;       // flows left unnamed because the name pool was full
};

// How the flows that ended and carried payload could be named, and why not; grades as in the
// product's visibility meter.
struct Visibility {
  std::uint64_t grade_a = 0;        // server name or Host on the wire
  std::uint64_t grade_b = 0;        // name of the DNS answer that gave the address
  std::uint64_t grade_c = 0;        // name of the server's certificate
  std::uint64_t grade_d = 0;        // nothing
  std::uint64_t offered_ech = 0;    // hellos whose name may be only the front's
  std::uint64_t encrypted_dns = 0;  // DoT, DoQ and known DoH flows: blind spots of grade B
};

}  // namespace desirepath::sight
