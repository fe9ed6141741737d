#pragma once

// `Provider` is where the API gets its figures: functions that give a report's text.
//
// `collector.cc` fills it with functions over `collector/report`, so that `GET /api/v1/needs` and
// `report needs --format json` (or csv) are the same text; tests fill it with a string. The API
// itself opens no database and computes nothing.
//
// Errors: kNotFound            no such window or department (404);
//         kInvalidArgument     the query cannot be answered as asked (400);
//         kFailedPrecondition  nothing is published yet in a way that has no JSON (409);
//         kUnavailable         database busy: try again (503);
//         anything else        500, and the message stays in the log.
// Threads: called one at a time, from the server's thread. A call that takes long holds up the
// other answers, so `revision` should be cheap (`PRAGMA data_version` or the newest window's id).

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "collector/api/access.h"
#include "collector/api/operation.h"
#include "collector/api/own_tools.h"
#include "collector/curation/sight.h"

namespace desirepath::api {

enum class ReportFormat { kJson, kCsv };

// Empty fields mean: the newest published window, the whole organisation.
struct ReportQuery {
  std::string window;      // a window's name ("2026-W37", "lab-29814321")
  std::string department;  // a department's key
  ReportFormat format = ReportFormat::kJson;
  std::string need = {};       // a need's id, of the report on one need
  curation::Sight sight = {};  // how much of it whoever asks may see

  friend bool operator==(const ReportQuery&, const ReportQuery&) = default;
};

struct Provider {
  using Report = std::function<absl::StatusOr<std::string>(const ReportQuery&)>;

  Report needs;
  Report tools;
  Report quick_wins;
  Report visibility;
  Report pictures;     // of the need that the query names
  OwnTools own_tools;  // empty: this server lists and changes none
  Access access;       // empty: nobody can sign in, and only what is open to all is answered
  Operations operations;
  // Changes whenever any report may read differently; answers are kept until it does. Empty: no
  // answer is kept.
  std::function<std::string()> revision;
  // OK, or what is wrong with the collector behind the page, each cause in a sentence.
  std::function<absl::Status()> health;
  // Metrics for Prometheus. Where they are, nothing else is answered but /healthz and /readyz.
  std::function<std::string()> metrics = {};
};

}  // namespace desirepath::api
