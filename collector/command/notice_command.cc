#include "collector/command/notice_command.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/deed.h"
#include "collector/command/figures.h"
#include "collector/policy/bundle_edit.h"
#include "collector/policy/key_file.h"
#include "collector/policy/notices.h"
#include "proto/catalog/shipped.h"
#include "proto/policy/notice_documents.h"
#include "proto/policy/signature.h"
#include "proto/seal/encoding.h"

namespace desirepath::command {
namespace {

struct NoticeOptions {
  std::string kind;
  std::vector<std::string> tools;
  std::uint32_t within_days = policy::kMaximumNoticeDays;
  std::uint32_t days = 30;
  std::string words_en;
  std::string words_fi;
  std::string words_de;
  std::string legal_basis;
  std::string use_instead;
  std::string out;
};

struct SignOptions {
  std::string file;
  std::string key;
};

std::string day(std::int64_t seconds) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(seconds), absl::LocalTimeZone());
}

std::string tool_name(const catalog::Catalog& catalog, std::uint32_t number) {
  const catalog::Tool* const tool = catalog.tool(number);
  return tool == nullptr ? absl::StrCat("tool ", number) : std::string(tool->name);
}

void print(const policy::Notice& notice, const catalog::Catalog& catalog) {
  std::string tools;
  for (const std::uint32_t tool : notice.tools) {
    absl::StrAppend(&tools, tools.empty() ? "" : ", ", tool_name(catalog, tool));
  }
  std::cout << "notice " << notice.number << " · " << policy::notice_kind_word(notice.kind) << " · "
            << day(notice.issued) << " to " << day(notice.ends) << "\n"
            << "shown where one of these was used within " << notice.within_days
            << " days: " << tools << "\n";
  constexpr const char* kLanguages[] = {"en", "fi", "de"};
  for (std::size_t i = 0; i < notice.words.size(); ++i) {
    std::cout << "  " << kLanguages[i] << "  " << notice.words[i] << "\n";
  }
  if (!notice.legal_basis.empty()) std::cout << "legal basis: " << notice.legal_basis << "\n";
  if (notice.use_instead != 0) {
    std::cout << "use instead: " << tool_name(catalog, notice.use_instead) << "\n";
  }
}

absl::StatusOr<std::uint32_t> number_of(const catalog::Catalog& catalog, const std::string& id) {
  const catalog::Tool* const tool = catalog.tool_by_id(id);
  if (tool != nullptr) return tool->number;
  return absl::InvalidArgumentError(
      absl::StrCat("tool \"", id, "\" is not in the catalog, \"catalog explain HOST\" names them"));
}

absl::StatusOr<policy::Notice> make_notice(const NoticeOptions& options,
                                           const catalog::Catalog& catalog, absl::Time now) {
  policy::Notice notice;
  notice.number = 1;  // until it is known to be sound; then it takes its own
  notice.kind = options.kind == "rule" ? policy::NoticeKind::kRule : policy::NoticeKind::kCare;
  for (const std::string& id : options.tools) {
    const absl::StatusOr<std::uint32_t> number = number_of(catalog, id);
    if (!number.ok()) return number.status();
    notice.tools.push_back(*number);
  }
  if (!options.use_instead.empty()) {
    const absl::StatusOr<std::uint32_t> number = number_of(catalog, options.use_instead);
    if (!number.ok()) return number.status();
    notice.use_instead = *number;
  }
  notice.within_days = options.within_days;
  notice.issued = absl::ToUnixSeconds(now);
  notice.ends = absl::ToUnixSeconds(now + absl::Hours(24) * options.days);
  notice.words = {options.words_en, options.words_fi, options.words_de};
  notice.legal_basis = options.legal_basis;
  return policy::check_notice(policy::message_of(notice));
}

absl::Status draft(const NoticeOptions& options, const collector::Settings& settings) {
  const absl::StatusOr<catalog::Catalog> catalog = catalog_for_reports(settings);
  if (!catalog.ok()) return catalog.status();
  absl::StatusOr<policy::Notice> notice = make_notice(options, *catalog, absl::Now());
  if (!notice.ok()) return notice.status();
  absl::StatusOr<curation::CurationDatabase> database =
      curation::CurationDatabase::open(settings.paths.curation_db().string());
  if (!database.ok()) return database.status();
  absl::StatusOr<policy::BundleEdit> published = policy::BundleEdit::open(settings.paths);
  if (!published.ok()) return published.status();
  if (published->message().policies_size() == 0) {
    return absl::FailedPreconditionError(
        "no policy is published yet, so no device would read a notice; run \"policy publish\"");
  }
  const absl::StatusOr<std::uint32_t> number = policy::take_notice_number(*database);
  if (!number.ok()) return number.status();
  notice->number = *number;
  v1::SignedDocument document;
  document.set_payload(policy::message_of(*notice).SerializeAsString());
  const std::string path =
      options.out.empty()
          ? (settings.paths.policy() / absl::StrCat("notice-", *number, ".notice")).string()
          : options.out;
  if (absl::Status s = policy::write_notice_file(path, published->message(), document); !s.ok()) {
    return s;
  }
  print(*notice, *catalog);
  std::cout << "draft  " << path << "\nNext: the staff side \"notice review\" and \"notice sign\" "
            << "it, then \"notice send\".\n";
  return absl::OkStatus();
}

absl::StatusOr<policy::Policy> newest_policy(const policy::NoticeFile& file) {
  v1::Policy message;
  const int count = file.published.policies_size();
  if (count == 0 || !message.ParseFromString(file.published.policies(count - 1).payload())) {
    return absl::InvalidArgumentError("the draft holds no policy, make it again");
  }
  policy::Policy policy;
  policy.no_staff_body = message.no_staff_body();
  for (const std::string& key : message.staff_keys()) {
    policy.signers.staff.push_back(policy::key_of(key));
  }
  return policy;
}

absl::Status review(const SignOptions& options) {
  const absl::StatusOr<policy::NoticeFile> file = policy::read_notice_file(options.file);
  if (!file.ok()) return file.status();
  const absl::StatusOr<policy::Policy> policy = newest_policy(*file);
  if (!policy.ok()) return policy.status();
  const absl::StatusOr<catalog::Catalog> shipped = catalog::Catalog::unpack(catalog::shipped());
  if (!shipped.ok()) return shipped.status();
  print(file->notice, *shipped);
  std::cout << "hash: " << seal::to_hex(policy::document_hash(file->document.payload())) << "\n"
            << "Each device compares it with its own diary and shows it to the person there; "
            << "nothing is sent back.\n"
            << (policy->no_staff_body ? "auditor:     " : "staff side:  ")
            << (policy::is_signed_by_one_of(file->document, policy::Document::kNotice,
                                            policy->signers.staff)
                    ? "signed\n"
                    : "not signed yet\n");
  return absl::OkStatus();
}

absl::Status sign(const SignOptions& options) {
  absl::StatusOr<policy::NoticeFile> file = policy::read_notice_file(options.file);
  if (!file.ok()) return file.status();
  const absl::StatusOr<policy::Policy> policy = newest_policy(*file);
  if (!policy.ok()) return policy.status();
  const absl::StatusOr<seal::SigningKey> key = policy::read_key_file(options.key);
  if (!key.ok()) return key.status();
  const std::vector<policy::PublicKey>& staff = policy->signers.staff;
  if (std::find(staff.begin(), staff.end(), key->public_key) == staff.end()) {
    return absl::InvalidArgumentError(absl::StrCat(
        options.key, ": the policy names another key for ",
        policy->no_staff_body ? "the auditor" : "the staff side", ", use the one that signed it"));
  }
  policy::sign_document(file->document, policy::Document::kNotice, *key);
  if (absl::Status s = policy::write_notice_file(options.file, file->published, file->document);
      !s.ok()) {
    return s;
  }
  std::cout << "signed notice " << file->notice.number << "  "
            << seal::to_hex(policy::document_hash(file->document.payload())) << "\n";
  return absl::OkStatus();
}

absl::Status send(const std::string& path, const collector::Settings& settings) {
  const absl::StatusOr<policy::NoticeFile> file = policy::read_notice_file(path);
  if (!file.ok()) return file.status();
  if (absl::Status s = policy::send_notice(settings.paths, file->document, absl::Now()); !s.ok()) {
    return s;
  }
  const std::string number = absl::StrCat(file->notice.number);
  const std::string kind(policy::notice_kind_word(file->notice.kind));
  if (absl::Status s = record_deed(settings, "notice-sent", number,
                                   {{"kind", kind}, {"words", file->notice.words[0]}});
      !s.ok()) {
    return s;
  }
  std::cout << "notice " << number << " goes to every device at its next contact; whom it concerns "
            << "only their own device knows\n";
  return absl::OkStatus();
}

absl::Status list_notices(const collector::Settings& settings) {
  const absl::StatusOr<policy::Bundle> bundle =
      policy::load_own_bundle(settings.paths, absl::Now());
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<catalog::Catalog> catalog = catalog_for_reports(settings);
  if (!catalog.ok()) return catalog.status();
  if (bundle->notices.empty()) std::cout << "no notice is with the devices\n";
  for (const policy::Notice& notice : bundle->notices) print(notice, *catalog);
  return absl::OkStatus();
}

absl::Status withdraw(std::uint32_t number, const collector::Settings& settings) {
  if (absl::Status s = policy::withdraw_notice(settings.paths, number, absl::Now()); !s.ok()) {
    return s;
  }
  if (absl::Status s = record_deed(settings, "notice-withdrawn", absl::StrCat(number)); !s.ok()) {
    return s;
  }
  std::cout << "notice " << number << " is shown nowhere from the devices' next contact on\n";
  return absl::OkStatus();
}

void add_draft(CLI::App& group, Invocation& invocation) {
  auto options = std::make_shared<NoticeOptions>();
  CLI::App* make =
      add_command(group, "draft", "write what the staff side is to sign", invocation,
                  [options](const collector::Settings& s) { return draft(*options, s); });
  make->add_option("--kind", options->kind, "care: in people's own interest · rule: must be done")
      ->required()
      ->check(CLI::IsMember({"care", "rule"}));
  make->add_option("--tool", options->tools, "shown where one of these was used; its id")
      ->required();
  make->add_option("--within-days", options->within_days, "how far each device looks back")
      ->capture_default_str();
  make->add_option("--days", options->days, "how long it is shown")
      ->capture_default_str()
      ->check(CLI::Range(1U, 366U));
  make->add_option("--words-en", options->words_en, "one line, in English")->required();
  make->add_option("--words-fi", options->words_fi, "the same in Finnish")->required();
  make->add_option("--words-de", options->words_de, "the same in German")->required();
  make->add_option("--legal-basis", options->legal_basis, "of a rule: the law or agreement");
  make->add_option("--use-instead", options->use_instead, "of a rule: a tool's id");
  make->add_option("--out", options->out, "the draft's file (default DIR/policy/notice-N.notice)");
}

}  // namespace

void add_notice_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group =
      add_group(app, "notice", "a word to those concerned, whom only their own devices know");
  add_draft(*group, invocation);
  auto options = std::make_shared<SignOptions>();
  CLI::App* read = add_bare_command(*group, "review", "print a draft in plain words", invocation,
                                    [options] { return review(*options); });
  read->add_option("FILE", options->file, "the draft")->required();
  CLI::App* write = add_bare_command(*group, "sign", "sign a draft for the staff side", invocation,
                                     [options] { return sign(*options); });
  write->add_option("FILE", options->file, "the draft; the signature is put into it")->required();
  write->add_option("--key", options->key, "the secret key's file")->required();
  auto file = std::make_shared<std::string>();
  CLI::App* hand_out =
      add_command(*group, "send", "hand a signed notice to all devices", invocation,
                  [file](const collector::Settings& s) { return send(*file, s); });
  hand_out->add_option("FILE", *file, "the signed draft")->required();
  add_command(*group, "list", "the notices that are with the devices", invocation, list_notices);
  auto number = std::make_shared<std::uint32_t>(0);
  CLI::App* end =
      add_command(*group, "withdraw", "show a notice no more", invocation,
                  [number](const collector::Settings& s) { return withdraw(*number, s); });
  end->add_option("NUMBER", *number, "as the list numbers it")->required();
}

}  // namespace desirepath::command
