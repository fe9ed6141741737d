#include "collector/command/answer_command.h"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "collector/command/deed.h"
#include "collector/command/figures.h"
#include "collector/policy/answers.h"
#include "collector/policy/publication.h"

namespace desirepath::command {
namespace {

struct AnswerOptions {
  std::string need;
  std::string state;
  std::string words_en;
  std::string words_fi;
  std::string words_de;
};

struct Book {
  catalog::Catalog catalog;
  curation::CurationDatabase database;
  std::vector<policy::Answer> answers;
};

absl::StatusOr<Book> open_book(const collector::Settings& settings) {
  absl::StatusOr<catalog::Catalog> catalog = catalog_for_reports(settings);
  if (!catalog.ok()) return catalog.status();
  absl::StatusOr<curation::CurationDatabase> database =
      curation::CurationDatabase::open(settings.paths.curation_db().string());
  if (!database.ok()) return database.status();
  absl::StatusOr<std::vector<policy::Answer>> answers = policy::kept_answers(*database);
  if (!answers.ok()) return answers.status();
  return Book{*std::move(catalog), *std::move(database), *std::move(answers)};
}

absl::StatusOr<std::uint32_t> number_of(const Book& book, const std::string& id) {
  const catalog::Need* const need = book.catalog.need_by_id(id);
  if (need != nullptr) return need->number;
  return absl::InvalidArgumentError(
      absl::StrCat("need \"", id, "\" is not known, \"report needs\" names them"));
}

absl::Status publish(Book& book, const collector::Settings& settings, const std::string& action,
                     const std::string& need) {
  if (absl::Status s = policy::keep_answers(book.answers, book.database); !s.ok()) return s;
  if (absl::Status s = record_deed(book.database, action, need); !s.ok()) return s;
  if (absl::Status s = policy::publish_standings(settings.paths, book.database, absl::Now());
      !s.ok()) {
    return s;
  }
  std::cout << "Signed and handed to all devices; it stands on their pages from their next "
               "contact on.\n";
  return absl::OkStatus();
}

absl::Status set(const AnswerOptions& options, const collector::Settings& settings) {
  absl::StatusOr<Book> book = open_book(settings);
  if (!book.ok()) return book.status();
  const absl::StatusOr<std::uint32_t> need = number_of(*book, options.need);
  if (!need.ok()) return need.status();
  std::erase_if(book->answers, [&](const policy::Answer& each) { return each.need == *need; });
  book->answers.push_back(
      {*need,
       options.state == "done" ? policy::AnswerState::kDone : policy::AnswerState::kNotYet,
       {options.words_en, options.words_fi, options.words_de}});
  return publish(*book, settings, "answer-given", options.need);
}

absl::Status remove(const std::string& id, const collector::Settings& settings) {
  absl::StatusOr<Book> book = open_book(settings);
  if (!book.ok()) return book.status();
  const absl::StatusOr<std::uint32_t> need = number_of(*book, id);
  if (!need.ok()) return need.status();
  if (std::erase_if(book->answers,
                    [&](const policy::Answer& each) { return each.need == *need; }) == 0) {
    return absl::NotFoundError(
        absl::StrCat("nothing is answered on ", id, ", see \"answer list\""));
  }
  return publish(*book, settings, "answer-taken-back", id);
}

absl::Status list_answers(const collector::Settings& settings) {
  const absl::StatusOr<Book> book = open_book(settings);
  if (!book.ok()) return book.status();
  if (book->answers.empty()) std::cout << "nothing is answered yet\n";
  for (const policy::Answer& answer : book->answers) {
    const catalog::Need* const need = book->catalog.need(answer.need);
    std::cout << (need == nullptr ? absl::StrCat(answer.need) : std::string(need->id)) << "  "
              << policy::answer_state_word(answer.state) << "  " << answer.words[0] << "\n";
  }
  return absl::OkStatus();
}

}  // namespace

void add_answer_command(CLI::App& app, Invocation& invocation) {
  CLI::App* group = add_group(app, "answer", "what every device's page says about a need");
  auto options = std::make_shared<AnswerOptions>();
  CLI::App* give =
      add_command(*group, "set", "answer on a need, in place of what was said before", invocation,
                  [options](const collector::Settings& s) { return set(*options, s); });
  give->add_option("NEED", options->need, "its id, such as whiteboard")->required();
  give->add_option("--state", options->state, "done: you said, we did · not-yet: not yet, because")
      ->required()
      ->check(CLI::IsMember({"done", "not-yet"}));
  give->add_option("--words-en", options->words_en, "one line, in English")->required();
  give->add_option("--words-fi", options->words_fi, "the same in Finnish")->required();
  give->add_option("--words-de", options->words_de, "the same in German")->required();
  add_command(*group, "list", "what is answered", invocation, list_answers);
  auto need = std::make_shared<std::string>();
  CLI::App* end = add_command(*group, "remove", "take an answer back", invocation,
                              [need](const collector::Settings& s) { return remove(*need, s); });
  end->add_option("NEED", *need, "its id")->required();
}

}  // namespace desirepath::command
