#include "collector/certificates.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "collector/policy/atomic_file.h"
#include "proto/pki/authority.h"
#include "proto/pki/certificate.h"

namespace desirepath::collector {
namespace {

using policy::read_file;

constexpr const char* kServers[] = {"gate.pem", "collector.pem"};
constexpr unsigned kOpenMode = 0644;
constexpr unsigned kSecretMode = 0600;

std::filesystem::path authorities_file(const store::Paths& paths) { return paths.pki() / "ca.pem"; }
std::filesystem::path key_file(const store::Paths& paths) { return paths.pki() / "ca.key"; }
// Written aside first: only renames change what is in force.
std::filesystem::path next_authorities(const store::Paths& paths) {
  return paths.pki() / "ca.pem.next";
}
std::filesystem::path next_key(const store::Paths& paths) { return paths.pki() / "ca.key.next"; }

absl::Status take_place(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  std::filesystem::rename(from, to, error);
  return error ? absl::UnavailableError(absl::StrCat(to.string(), ": ", error.message()))
               : absl::OkStatus();
}

// The key goes first: while ca.pem.next is there without ca.key.next, a crash came between.
absl::Status put_in_force(const store::Paths& paths) {
  if (std::filesystem::exists(next_key(paths))) {
    if (absl::Status s = take_place(next_key(paths), key_file(paths)); !s.ok()) return s;
  }
  return take_place(next_authorities(paths), authorities_file(paths));
}

absl::Status finish_what_was_begun(const store::Paths& paths) {
  if (!std::filesystem::exists(next_authorities(paths))) return absl::OkStatus();
  return put_in_force(paths);
}

struct OpenAuthority {
  pki::Authority authority;
  std::vector<std::string> trusted;  // PEM each, the issuing one first
};

absl::StatusOr<OpenAuthority> open_authority(const store::Paths& paths) {
  if (absl::Status s = finish_what_was_begun(paths); !s.ok()) return s;
  const absl::StatusOr<std::string> pem = read_file(authorities_file(paths));
  if (!pem.ok()) return pem.status();
  const absl::StatusOr<std::string> key = read_file(key_file(paths));
  if (absl::IsNotFound(key.status())) {
    return absl::FailedPreconditionError(absl::StrCat(
        key_file(paths).string(),
        ": is not here, so certificates come from a PKI of your own: renew and replace "
        "them there, and put them in place of these files"));
  }
  if (!key.ok()) return key.status();
  absl::StatusOr<pki::Authority> authority = pki::Authority::from_pem(*pem, *key);
  if (!authority.ok()) return authority.status();
  return OpenAuthority{*std::move(authority), pki::split_pem(*pem)};
}

absl::Status certify_again(const store::Paths& paths, const pki::Authority& authority,
                           const std::string& file, absl::Time now) {
  const absl::StatusOr<std::string> before = read_file(paths.pki() / file);
  if (!before.ok()) return before.status();
  const absl::StatusOr<std::string> after = authority.certify_server_again(*before, now);
  if (!after.ok()) return after.status();
  return policy::write_file_atomically(paths.pki() / file, *after, kOpenMode);
}

absl::StatusOr<absl::Time> may_finish_from(const std::string& issuing_pem) {
  const absl::StatusOr<pki::Certificate> issuing = pki::parse_certificate(issuing_pem);
  if (!issuing.ok()) return issuing.status();
  return issuing->not_before + kRotationLasts;
}

}  // namespace

absl::StatusOr<CertificateState> certificate_state(const store::Paths& paths) {
  const absl::StatusOr<std::string> authorities = read_file(authorities_file(paths));
  if (!authorities.ok()) return authorities.status();
  CertificateState state;
  state.own_authority = std::filesystem::exists(key_file(paths));
  const std::vector<std::string> trusted = pki::split_pem(*authorities);
  state.rotating = trusted.size() > 1;
  std::vector<std::pair<std::string, std::string>> all;
  for (const std::string& pem : trusted) all.emplace_back("ca.pem", pem);
  for (const char* file : kServers) {
    const absl::StatusOr<std::string> pem = read_file(paths.pki() / file);
    if (!pem.ok()) return pem.status();
    all.emplace_back(file, *pem);
  }
  for (const auto& [file, pem] : all) {
    const absl::StatusOr<pki::Certificate> certificate = pki::parse_certificate(pem);
    if (!certificate.ok()) return certificate.status();
    const bool issues = state.own_authority && state.rows.empty();
    state.rows.push_back({file, certificate->subject, certificate->not_after, issues});
  }
  if (state.rotating) {
    const absl::StatusOr<absl::Time> from = may_finish_from(trusted.front());
    if (!from.ok()) return from.status();
    state.finish_from = *from;
  }
  return state;
}

absl::Status begin_rotation(const store::Paths& paths, absl::Time now) {
  const absl::StatusOr<OpenAuthority> old = open_authority(paths);
  if (!old.ok()) return old.status();
  if (old->trusted.size() > 1) {
    return absl::FailedPreconditionError(
        "a rotation is under way: finish it with 'authority finish' first");
  }
  const absl::StatusOr<pki::Authority> fresh = pki::Authority::create(now);
  if (!fresh.ok()) return fresh.status();
  if (absl::Status s =
          policy::write_file_atomically(next_key(paths), fresh->key_pem(), kSecretMode);
      !s.ok()) {
    return s;
  }
  if (absl::Status s = policy::write_file_atomically(
          next_authorities(paths), fresh->certificate_pem() + old->trusted.front(), kOpenMode);
      !s.ok()) {
    return s;
  }
  return put_in_force(paths);
}

absl::Status finish_rotation(const store::Paths& paths, absl::Time now, bool early) {
  const absl::StatusOr<OpenAuthority> open = open_authority(paths);
  if (!open.ok()) return open.status();
  if (open->trusted.size() < 2) {
    return absl::FailedPreconditionError(
        "no rotation is under way: begin one with 'authority rotate'");
  }
  const absl::StatusOr<absl::Time> from = may_finish_from(open->trusted.front());
  if (!from.ok()) return from.status();
  if (now < *from && !early) {
    return absl::FailedPreconditionError(absl::StrCat(
        "devices that have not renewed yet do not know the new authority: finish from ",
        absl::FormatTime("%Y-%m-%d", *from, absl::UTCTimeZone()),
        " on, or with --early; those that have not renewed must then enrol again"));
  }
  // The servers first: a device that renewed trusts either.
  for (const char* file : kServers) {
    if (absl::Status s = certify_again(paths, open->authority, file, now); !s.ok()) return s;
  }
  return policy::write_file_atomically(authorities_file(paths), open->trusted.front(), kOpenMode);
}

absl::StatusOr<std::vector<std::string>> renew_servers(const store::Paths& paths, absl::Time now) {
  std::vector<std::string> renewed;
  if (!std::filesystem::exists(key_file(paths))) return renewed;
  const absl::StatusOr<OpenAuthority> open = open_authority(paths);
  if (!open.ok()) return open.status();
  // During a rotation the servers show the authority that every device trusts; a third of their
  // life, 132 days, is longer than it lasts.
  if (open->trusted.size() > 1) return renewed;
  for (const char* file : kServers) {
    const absl::StatusOr<std::string> pem = read_file(paths.pki() / file);
    if (absl::IsNotFound(pem.status())) continue;  // the other role's
    if (!pem.ok()) return pem.status();
    const absl::StatusOr<pki::Certificate> certificate = pki::parse_certificate(*pem);
    if (!certificate.ok()) return certificate.status();
    if (!certificate->due_for_renewal(now)) continue;
    if (absl::Status s = certify_again(paths, open->authority, file, now); !s.ok()) return s;
    renewed.emplace_back(file);
  }
  return renewed;
}

}  // namespace desirepath::collector
