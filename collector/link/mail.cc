#include "collector/link/mail.h"

#include <algorithm>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace desirepath::link {
namespace {

constexpr std::size_t kMostRecipients = 100;
constexpr std::size_t kMostLines = 64;  // of one reply

// A conversation: one command, one reply.
class Talk {
 public:
  explicit Talk(Line& line) : line_(line) {}

  // The reply's lines without their codes; a status unless its code begins with `wanted`.
  absl::StatusOr<std::vector<std::string>> reply(char wanted) {
    std::vector<std::string> lines;
    for (;;) {
      const absl::StatusOr<std::string> line = line_.read_line();
      if (!line.ok()) return line.status();
      if (line->size() < 3 || lines.size() == kMostLines) {
        return absl::UnavailableError("the mail server does not speak SMTP");
      }
      lines.push_back(line->size() > 4 ? line->substr(4) : "");
      if (line->size() > 3 && (*line)[3] == '-') continue;
      if ((*line)[0] == wanted) return lines;
      const std::string said = absl::StrCat("the mail server says: ", line->substr(0, 200));
      return (*line)[0] == '5' ? absl::FailedPreconditionError(said) : absl::UnavailableError(said);
    }
  }
  absl::StatusOr<std::vector<std::string>> say(const std::string& command, char wanted) {
    if (absl::Status s = line_.write(command + "\r\n"); !s.ok()) return s;
    return reply(wanted);
  }

 private:
  Line& line_;
};

bool offers(const std::vector<std::string>& extensions, absl::string_view name,
            absl::string_view word = "") {
  return std::any_of(extensions.begin(), extensions.end(), [&](const std::string& line) {
    const std::string upper = absl::StrCat(" ", absl::AsciiStrToUpper(line), " ");
    return absl::StartsWith(upper, absl::StrCat(" ", name, " ")) &&
           absl::StrContains(upper,
                             absl::StrCat(word.empty() ? "" : " ", word, word.empty() ? "" : " "));
  });
}

// EHLO with an address literal: the collector's name is nobody's business there.
constexpr const char* kHello = "EHLO [127.0.0.1]";

absl::Status log_in(Talk& talk, const MailServer& server,
                    const std::vector<std::string>& extensions) {
  if (server.user.empty()) return absl::OkStatus();
  if (!offers(extensions, "AUTH", "PLAIN")) {
    return absl::FailedPreconditionError(
        "the mail server offers no AUTH PLAIN; use one that does, or leave mail.user out");
  }
  const std::string proof = absl::StrCat(absl::string_view("\0", 1), server.user,
                                         absl::string_view("\0", 1), server.password);
  return talk.say(absl::StrCat("AUTH PLAIN ", absl::Base64Escape(proof)), '2').status();
}

std::string as_data(const std::string& message) {
  const std::string whole = absl::StrCat("\r\n", message);
  const std::string stuffed = absl::StrReplaceAll(whole, {{"\r\n.", "\r\n.."}});
  return absl::StrCat(stuffed.substr(2), absl::EndsWith(stuffed, "\r\n") ? "" : "\r\n", ".\r\n");
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const std::size_t at = text.find('@');
  return text.size() <= 254 && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char letter) {
           return absl::ascii_isgraph(static_cast<unsigned char>(letter)) &&
                  std::string_view("<>()[]\\,;:\"").find(letter) == std::string_view::npos;
         });
}

absl::Status send_mail(const MailServer& server, const std::string& from,
                       const std::vector<std::string>& to, const std::string& message,
                       absl::Duration most) {
  if (!is_mail_address(from) || to.empty() || to.size() > kMostRecipients ||
      !std::all_of(to.begin(), to.end(), is_mail_address)) {
    return absl::InvalidArgumentError("a mail address is none");
  }
  absl::StatusOr<std::unique_ptr<Line>> line = Line::open(server.peer, most);
  if (!line.ok()) return line.status();
  if (server.tls_first) {
    if (absl::Status s = (*line)->secure(); !s.ok()) return s;
  }
  Talk talk(**line);
  if (auto greeting = talk.reply('2'); !greeting.ok()) return greeting.status();
  absl::StatusOr<std::vector<std::string>> extensions = talk.say(kHello, '2');
  if (!extensions.ok()) return extensions.status();
  if (!server.tls_first) {
    if (!offers(*extensions, "STARTTLS")) {
      return absl::FailedPreconditionError(
          "the mail server offers no STARTTLS; set mail.security to tls and the port to 465 if it "
          "speaks TLS from the start");
    }
    if (auto ready = talk.say("STARTTLS", '2'); !ready.ok()) return ready.status();
    if (absl::Status s = (*line)->secure(); !s.ok()) return s;
    extensions = talk.say(kHello, '2');
    if (!extensions.ok()) return extensions.status();
  }
  if (absl::Status s = log_in(talk, server, *extensions); !s.ok()) return s;
  std::vector<std::string> commands{absl::StrCat("MAIL FROM:<", from, ">")};
  for (const std::string& one : to) commands.push_back(absl::StrCat("RCPT TO:<", one, ">"));
  for (const std::string& command : commands) {
    if (auto taken = talk.say(command, '2'); !taken.ok()) return taken.status();
  }
  if (auto go = talk.say("DATA", '3'); !go.ok()) return go.status();
  if (absl::Status s = (*line)->write(as_data(message)); !s.ok()) return s;
  if (auto taken = talk.reply('2'); !taken.ok()) return taken.status();
  (void)talk.say("QUIT", '2');  // it has the message already
  return absl::OkStatus();
}

}  // namespace desirepath::link
