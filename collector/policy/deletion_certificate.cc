#include "collector/policy/deletion_certificate.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "proto/seal/encoding.h"

namespace desirepath::policy {
namespace {

constexpr std::string_view kCertificateTitle = "desirepath certificate of deletion\n";
constexpr char kSigner[] = "signature: ";

std::string signed_lines(std::string_view lines) {
  std::string octets("desirepath/deletion/v1");
  octets += '\0';
  octets += lines;
  return octets;
}

// The keys whose signature on `lines` is sound.
std::set<std::string> sound_signers(std::string_view lines, std::string_view signatures) {
  std::set<std::string> signers;
  for (const absl::string_view line :
       absl::StrSplit(absl::string_view(signatures.data(), signatures.size()), '\n')) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ');
    if (words.size() != 3 || words[0] != "signature:") continue;
    const absl::StatusOr<std::string> key = seal::from_hex(words[1]);
    const absl::StatusOr<std::string> signature = seal::from_hex(words[2]);
    PublicKey public_key{};
    if (!key.ok() || !signature.ok() || key->size() != public_key.size()) continue;
    std::copy(key->begin(), key->end(), public_key.begin());
    if (seal::verify(seal::octets(signed_lines(lines)), seal::octets(*signature), public_key)) {
      signers.insert(words[1]);
    }
  }
  return signers;
}

}  // namespace

std::string certificate_of(const Deletion& deletion, const std::vector<seal::SigningKey>& keys) {
  std::string text(kCertificateTitle);
  absl::StrAppend(&text, "organisation: ", deletion.organisation, "\npolicy: ", deletion.policy,
                  " ", seal::to_hex(deletion.policy_hash), "\ntime: ",
                  absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", deletion.time, absl::UTCTimeZone()), "\n");
  for (const std::string& each : deletion.destroyed) {
    absl::StrAppend(&text, "destroyed: ", each, "\n");
  }
  for (const std::string& each : deletion.kept) absl::StrAppend(&text, "kept: ", each, "\n");
  const std::string octets = signed_lines(text);
  for (const seal::SigningKey& key : keys) {
    absl::StrAppend(&text, kSigner, seal::to_hex(key.public_key), " ",
                    seal::to_hex(seal::sign(seal::octets(octets), key)), "\n");
  }
  return text;
}

absl::Status check_certificate(const std::string& text, const PublicKey& admin,
                               const std::vector<PublicKey>& staff) {
  const std::size_t end = text.find(kSigner);
  if (text.rfind(kCertificateTitle, 0) != 0 || end == std::string::npos) {
    return absl::InvalidArgumentError(
        "not a certificate of deletion, give the file that \"retire\" wrote");
  }
  const std::string_view all(text);
  const std::set<std::string> signers = sound_signers(all.substr(0, end), all.substr(end));
  const bool by_staff = std::any_of(staff.begin(), staff.end(), [&](const PublicKey& key) {
    return signers.count(seal::to_hex(key)) != 0;
  });
  if (signers.count(seal::to_hex(admin)) != 0 && by_staff) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "the certificate of deletion was altered, or is not signed by both hands; ask for the file "
      "as \"retire\" wrote it");
}

}  // namespace desirepath::policy
