#include "collector/outside.h"

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "collector/link/web_address.h"

namespace desirepath::collector {
namespace {

constexpr std::size_t kLongestSecret = 4096;

absl::Status wrong(const Settings& settings, absl::string_view key, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(settings.file.string(), ": ", key, ": ", what));
}

std::string beside(const Settings& settings, const std::string& file) {
  return file.empty() ? "" : (settings.file.parent_path() / file).string();
}

// The file's text without the line's end; nobody else may read it.
absl::StatusOr<std::string> secret_in(const Settings& settings, absl::string_view key,
                                      const std::string& file) {
  if (file.empty()) return std::string();
  const std::string path = beside(settings, file);
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) {
    return wrong(settings, key, absl::StrCat(path, " cannot be read; write the secret into it"));
  }
  if ((about.st_mode & 0077) != 0) {
    return wrong(settings, key,
                 absl::StrCat(path,
                              " can be read by others; chmod 600 it and give it to the "
                              "account that runs this"));
  }
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  absl::StripTrailingAsciiWhitespace(&text);
  if (!stream || text.empty() || text.size() > kLongestSecret) {
    return wrong(settings, key, absl::StrCat(path, " holds no secret of 1 to 4096 octets"));
  }
  return text;
}

absl::StatusOr<oidc::ServiceSettings> service_of(const Settings& settings) {
  const SignInSettings& given = settings.sign_in;
  oidc::ServiceSettings service;
  service.issuer = given.issuer;
  const absl::StatusOr<link::WebAddress> address = link::parse_web_address(given.issuer);
  if (!address.ok()) return wrong(settings, "sign_in.issuer", address.status().message());
  service.label = given.label.empty() ? address->host : given.label;
  service.client_id = given.client_id;
  if (given.client_id.empty()) {
    return wrong(settings, "sign_in.client_id", "is missing; the service gives it");
  }
  absl::StatusOr<std::string> secret =
      secret_in(settings, "sign_in.client_secret_file", given.client_secret_file);
  if (!secret.ok()) return secret.status();
  service.client_secret = *std::move(secret);
  service.authorities = beside(settings, given.authorities);
  service.scope = given.scope;
  if (!absl::StrContains(absl::StrCat(" ", given.scope, " "), " openid ")) {
    return wrong(settings, "sign_in.scope", "must have the word openid in it");
  }
  service.name_claim = given.name_claim;
  service.group_claim = given.group_claim;
  absl::StatusOr<std::vector<oidc::RoleRule>> roles = oidc::parse_role_rules(given.roles);
  if (!roles.ok()) return wrong(settings, "sign_in.roles", roles.status().message());
  service.roles = *std::move(roles);
  return service;
}

absl::Status format_in(const Settings& settings, absl::string_view key, const std::string& word,
                       events::Format& format) {
  const std::optional<events::Format> known = events::parse_format(word);
  if (!known) {
    return wrong(settings, key, absl::StrCat("\"", word, "\" is neither ocsf, ecs nor cef"));
  }
  format = *known;
  return absl::OkStatus();
}

absl::StatusOr<events::Channel> webhook_of(const Settings& settings) {
  const EventSettings& given = settings.events;
  events::Channel channel{.name = "webhook", .target = given.webhook};
  absl::StatusOr<link::WebAddress> address = link::parse_web_address(given.webhook);
  if (!address.ok()) return wrong(settings, "events.webhook", address.status().message());
  const absl::StatusOr<std::string> secret =
      secret_in(settings, "events.webhook_secret_file", given.webhook_secret_file);
  if (!secret.ok()) return secret.status();
  if (secret->empty()) {
    return wrong(settings, "events.webhook_secret_file",
                 "is missing; the receiver checks with it who sent the event");
  }
  channel.target = given.webhook.substr(0, given.webhook.find('?'));  // a query may be a secret
  channel.webhook = events::Webhook{*std::move(address), events::webhook_key(*secret),
                                    beside(settings, given.authorities)};
  const absl::Status known =
      format_in(settings, "events.webhook_format", given.webhook_format, channel.format);
  if (!known.ok()) return known;
  return channel;
}

absl::StatusOr<events::Channel> syslog_of(const Settings& settings) {
  const EventSettings& given = settings.events;
  events::Channel channel{.name = "syslog", .target = given.syslog};
  absl::StatusOr<link::Peer> peer = link::parse_peer(given.syslog);
  if (!peer.ok()) return wrong(settings, "events.syslog", peer.status().message());
  channel.syslog = *std::move(peer);
  channel.syslog->authorities = beside(settings, given.authorities);
  const absl::Status known =
      format_in(settings, "events.syslog_format", given.syslog_format, channel.format);
  if (!known.ok()) return known;
  return channel;
}

}  // namespace

absl::StatusOr<std::vector<events::Channel>> channels_of(const Settings& settings) {
  const EventSettings& given = settings.events;
  std::vector<events::Channel> channels;
  if (!given.webhook.empty()) {
    absl::StatusOr<events::Channel> channel = webhook_of(settings);
    if (!channel.ok()) return channel.status();
    channels.push_back(*std::move(channel));
  }
  if (!given.syslog.empty()) {
    absl::StatusOr<events::Channel> channel = syslog_of(settings);
    if (!channel.ok()) return channel.status();
    channels.push_back(*std::move(channel));
  }
  if (!given.file.empty()) {
    events::Channel channel{.name = "file", .file = beside(settings, given.file)};
    channel.target = channel.file;
    const absl::Status known =
        format_in(settings, "events.file_format", given.file_format, channel.format);
    if (!known.ok()) return known;
    channels.push_back(std::move(channel));
  }
  return channels;
}

absl::StatusOr<std::optional<MailPlan>> mail_plan_of(const Settings& settings) {
  const MailSettings& given = settings.mail;
  if (given.server.empty() && given.folder.empty()) return std::optional<MailPlan>();
  MailPlan plan;
  plan.folder = beside(settings, given.folder);
  const auto language = fields::parse_language(given.language);
  if (!language) return wrong(settings, "mail.language", "is neither en, fi nor de");
  plan.language = *language;
  if (given.server.empty()) return plan;
  absl::StatusOr<link::Peer> peer = link::parse_peer(given.server);
  if (!peer.ok()) return wrong(settings, "mail.server", peer.status().message());
  peer->authorities = beside(settings, given.authorities);
  if (given.security != "starttls" && given.security != "tls") {
    return wrong(settings, "mail.security", "is neither starttls nor tls");
  }
  absl::StatusOr<std::string> password =
      secret_in(settings, "mail.password_file", given.password_file);
  if (!password.ok()) return password.status();
  if (given.user.empty() != password->empty()) {
    return wrong(settings, "mail.user", "mail.user and mail.password_file come together");
  }
  plan.server =
      link::MailServer{*std::move(peer), given.security == "tls", given.user, *std::move(password)};
  plan.from = given.from;
  if (!link::is_mail_address(given.from)) return wrong(settings, "mail.from", "is no address");
  for (const absl::string_view piece : absl::StrSplit(given.to, ',')) {
    plan.to.emplace_back(absl::StripAsciiWhitespace(piece));
    if (!link::is_mail_address(plan.to.back())) {
      return wrong(settings, "mail.to", absl::StrCat("\"", plan.to.back(), "\" is no address"));
    }
  }
  return plan;
}

absl::StatusOr<workplace::Outside> outside_of(const Settings& settings) {
  workplace::Outside outside;
  const absl::StatusOr<std::vector<events::Channel>> channels = channels_of(settings);
  if (!channels.ok()) return channels.status();
  for (const events::Channel& channel : *channels) {
    outside.channels.push_back({channel.name, channel.target, events::format_word(channel.format)});
  }
  const absl::StatusOr<std::optional<MailPlan>> plan = mail_plan_of(settings);
  if (!plan.ok()) return plan.status();
  if (*plan)
    outside.mail = workplace::MailAbout{settings.mail.server, (*plan)->to, (*plan)->folder};
  if (!settings.sign_in.issuer.empty()) {
    absl::StatusOr<oidc::ServiceSettings> service = service_of(settings);
    if (!service.ok()) return service.status();
    outside.sign_in = *std::move(service);
  }
  return outside;
}

}  // namespace desirepath::collector
