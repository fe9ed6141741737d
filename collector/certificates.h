#pragma once

// The certificates of an installation with an authority of its own, over the years: the servers'
// are renewed by `serve`, the authority is replaced in two steps.
//
// begin_rotation   a new authority certifies devices from now on; the one before stays trusted, and
//                  gate and collector keep showing its certificate. Devices learn of the new one
//                  when they renew, at two thirds of their certificate's thirty days.
// finish_rotation  gate and collector get certificates of the new authority, the one before is
//                  trusted no more. Refused until every device that is in use has renewed.
//
// The files are those of DIR/pki (proto/pki/installation.h); gate and intake read them again within
// a second. The servers keep their keys, so that a certificate and its key never disagree. In
// separate roles the files are copied to the other machine. An installation without ca.key brings
// its own PKI: nothing is renewed here, and these functions say so.
//
// A crash between two files is seen by the next call, which finishes what was begun. Source:
// privacy.md, issue of certificates in 3e; RFC 4210, 4.4 (key update). Errors: kFailedPrecondition
// with the mend; those of the files. Threads: one at a time.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collector/store/paths.h"

namespace desirepath::collector {

// After this a device that was in use at the rotation's beginning has renewed, or its certificate
// has ended.
constexpr absl::Duration kRotationLasts = absl::Hours(31 * 24);

struct CertificateRow {
  std::string file;  // "gate.pem"
  std::string name;
  absl::Time ends;
  bool issues = false;  // the authority that certifies devices now
};

struct CertificateState {
  std::vector<CertificateRow> rows;
  bool own_authority = false;  // ca.key is here
  bool rotating = false;
  absl::Time finish_from;  // while rotating
};

absl::StatusOr<CertificateState> certificate_state(const store::Paths& paths);

absl::Status begin_rotation(const store::Paths& paths, absl::Time now);
// `early`: do not wait for devices that have not renewed; they must enrol again.
absl::Status finish_rotation(const store::Paths& paths, absl::Time now, bool early);

// Renews gate.pem and collector.pem where two thirds of their life are over; the files renewed.
absl::StatusOr<std::vector<std::string>> renew_servers(const store::Paths& paths, absl::Time now);

}  // namespace desirepath::collector
