#include "collector/policy/detached_signature.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "proto/seal/encoding.h"
#include "proto/seal/hash.h"

namespace desirepath::policy {
namespace {

constexpr std::string_view kTitle = "desirepath signature\n";
constexpr char kSignature[] = "signature: ";

std::string signed_octets(std::string_view lines) {
  std::string octets("desirepath/file/v1");
  octets += '\0';
  octets += lines;
  return octets;
}

}  // namespace

std::string detached_signature(const std::string& file_name, const std::string& octets,
                               absl::Time now, const seal::SigningKey& key) {
  std::string text(kTitle);
  absl::StrAppend(&text, "file: ", file_name, "\noctets: ", octets.size(),
                  "\nhash: ", seal::to_hex(seal::hash(octets)),
                  "\ntime: ", absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", now, absl::UTCTimeZone()),
                  "\n");
  const std::string lines = signed_octets(text);
  absl::StrAppend(&text, kSignature, seal::to_hex(key.public_key), " ",
                  seal::to_hex(seal::sign(seal::octets(lines), key)), "\n");
  return text;
}

absl::Status check_detached_signature(const std::string& text, const std::string& octets,
                                      const PublicKey& key) {
  const std::size_t end = text.find(kSignature);
  if (text.rfind(kTitle, 0) != 0 || end == std::string::npos) {
    return absl::InvalidArgumentError(
        "not a signature file, give the one that was written beside the file");
  }
  const std::string lines = text.substr(0, end);
  const std::vector<std::string> words =
      absl::StrSplit(text.substr(end), absl::ByAnyChar(" \n"), absl::SkipEmpty());
  if (words.size() != 3 || words[1] != seal::to_hex(key)) {
    return absl::InvalidArgumentError("the signature is by another key than the one given");
  }
  const absl::StatusOr<std::string> signature = seal::from_hex(words[2]);
  if (!signature.ok() ||
      !seal::verify(seal::octets(signed_octets(lines)), seal::octets(*signature), key)) {
    return absl::InvalidArgumentError("the signature file was altered; ask for it anew");
  }
  if (lines.find(absl::StrCat("\nhash: ", seal::to_hex(seal::hash(octets)), "\n")) ==
      std::string::npos) {
    return absl::InvalidArgumentError("the file was altered, or it is another one");
  }
  return absl::OkStatus();
}

}  // namespace desirepath::policy
