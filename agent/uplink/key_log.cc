#include "agent/uplink/key_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace desirepath::uplink {
namespace {

constexpr std::size_t kClientRandom = 64;  // digits
constexpr std::size_t kLeastSecret = 64;

bool is_label(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
bool is_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

// How many characters at the start of `text` are `chosen`.
std::size_t run_of(std::string_view text, bool (*chosen)(char)) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), chosen) -
                                  text.begin());
}

}  // namespace

std::string key_log_lines(std::string_view records) {
  std::string lines;
  while (!records.empty()) {
    const std::size_t label = run_of(records, is_label);
    const std::size_t random = label + 1;
    const std::size_t secret = random + kClientRandom + 1;
    if (label == 0 || records.size() < secret + kLeastSecret || records[label] != ' ' ||
        run_of(records.substr(random), is_digit) != kClientRandom || records[secret - 1] != ' ') {
      records.remove_prefix(1);
      continue;
    }
    // A secret is as long as its hash: 32 or 48 octets. A label never begins with a digit.
    const std::size_t end = secret + run_of(records.substr(secret), is_digit);
    lines.append(records.substr(0, end)).push_back('\n');
    records.remove_prefix(end);
  }
  return lines;
}

std::filesystem::path session_key_log(const std::filesystem::path& key_log) {
  return key_log.empty() ? key_log : std::filesystem::path(key_log.string() + ".session");
}

void keep_key_log(const std::filesystem::path& key_log) {
  if (key_log.empty()) return;
  const std::filesystem::path from = session_key_log(key_log);
  std::ifstream file(from, std::ios::binary);
  const std::string records((std::istreambuf_iterator<char>(file)), {});
  std::error_code ignored;
  std::filesystem::remove(from, ignored);
  const std::string lines = key_log_lines(records);
  const int log = ::open(key_log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log < 0) return;
  [[maybe_unused]] const auto written = ::write(log, lines.data(), lines.size());
  ::close(log);
}

}  // namespace desirepath::uplink
