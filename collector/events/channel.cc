#include "collector/events/channel.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "collector/link/digest.h"
#include "collector/link/http_call.h"
#include "proto/seal/octets.h"

namespace desirepath::events {
namespace {

using curation::Event;

constexpr absl::Duration kMost = absl::Seconds(15);
constexpr absl::Duration kLongestWish = absl::Hours(24);

// 3xx: what the settings name is where the signature goes, nowhere else.
std::optional<int> most_tries_of(unsigned status) {
  if (status == 410) return 1;
  const bool later = status == 408 || status == 425 || status == 429 || status >= 500;
  return later ? std::nullopt : std::optional<int>(5);
}

Sending post(const Channel& channel, const Event& event, const std::string& text, absl::Time now) {
  const Webhook& hook = *channel.webhook;
  const std::int64_t at = absl::ToUnixSeconds(now);
  link::HttpAsked asked{"POST", hook.address, {}, text};
  asked.fields["Content-Type"] =
      channel.format == Format::kCef ? "text/plain; charset=utf-8" : "application/json";
  asked.fields["webhook-id"] = event.id;
  asked.fields["webhook-timestamp"] = absl::StrCat(at);
  asked.fields["webhook-signature"] = webhook_signature(hook.key, event.id, at, text);
  const absl::StatusOr<link::HttpAnswer> answer = link::http_call(asked, hook.authorities, kMost);
  if (!answer.ok()) return {answer.status()};
  if (answer->status >= 200 && answer->status < 300) return {absl::OkStatus()};
  const std::string said = absl::StrCat(channel.target, " answers ", answer->status);
  Sending failed{absl::UnavailableError(said)};
  failed.most_tries = most_tries_of(answer->status);
  std::int64_t seconds = 0;
  if (absl::SimpleAtoi(answer->retry_after, &seconds) && seconds > 0) {
    failed.retry_after = std::min(absl::Seconds(seconds), kLongestWish);
  }
  return failed;
}

std::string host_name() {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0) return "";
  return name.data();
}

absl::Status log(const link::Peer& peer, const Event& event, const std::string& text) {
  absl::StatusOr<std::unique_ptr<link::Line>> line = link::Line::open(peer, kMost);
  if (!line.ok()) return line.status();
  if (absl::Status s = (*line)->secure(); !s.ok()) return s;
  const std::string frame = syslog_frame(syslog_message(event, host_name(), text));
  if (absl::Status s = (*line)->write(frame); !s.ok()) return s;
  return (*line)->finish();
}

absl::Status file_fault(const std::string& path) {
  return absl::UnavailableError(absl::StrCat(path, ": ", std::strerror(errno),
                                             "; give the folder to the account that runs this"));
}

absl::Status append(const std::string& path, const std::string& text) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  if (file < 0) return file_fault(path);
  const std::unique_ptr<const int, void (*)(const int*)> closed(
      &file, [](const int* one) { close(*one); });
  const off_t size = lseek(file, 0, SEEK_END);
  char last = '\n';
  if (size > 0 && pread(file, &last, 1, size - 1) != 1) return file_fault(path);
  const std::string line = absl::StrCat(last == '\n' ? "" : "\n", text, "\n");
  errno = ENOSPC;
  if (write(file, line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
      fsync(file) != 0) {
    return file_fault(path);
  }
  return absl::OkStatus();
}

}  // namespace

std::string webhook_key(const std::string& secret) {
  std::string key;
  if (absl::StartsWith(secret, "whsec_") &&
      absl::Base64Unescape(absl::StripPrefix(secret, "whsec_"), &key) && !key.empty()) {
    return key;
  }
  return secret;
}

std::string webhook_signature(const std::string& key, const std::string& id, std::int64_t at,
                              const std::string& body) {
  const seal::Key tag = link::hmac_sha256(key, absl::StrCat(id, ".", at, ".", body));
  const std::string_view octets = seal::text(tag);
  return absl::StrCat("v1,", absl::Base64Escape(absl::string_view(octets.data(), octets.size())));
}

Sending send(const Channel& channel, const Event& event, const std::string& organisation,
             absl::Time now) {
  const std::string text = in_format(channel.format, event, organisation);
  if (channel.webhook) return post(channel, event, text, now);
  if (channel.syslog) return {log(*channel.syslog, event, text)};
  return {append(channel.file, text)};
}

}  // namespace desirepath::events
