#pragma once

// `Router` finds the endpoint for a request: the list of what this server answers.
//
// `server.cc` hands it every well-formed request; tests call it without a socket. It checks the
// Host (server.h says why), the target, the method and, at the entrance, the person before an
// endpoint is asked, answers a known path asked by another method with 405 and `Allow`, and turns
// GET answers with an `ETag` the client already has into 304.
//
// Errors: none of its own; whatever goes wrong is a problem-details answer.
// Threads: one at a time.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collector/api/answer_cache.h"
#include "collector/api/exchange.h"
#include "collector/api/provider.h"
#include "collector/api/rate_limit.h"
#include "collector/api/request_target.h"
#include "collector/api/routes.h"
#include "collector/web/assets.h"

namespace desirepath::api {

class Router {
 public:
  Router(Provider provider, std::span<const web::Asset> assets);

  Response handle(const Request& request);
  // Hosts it answers to beside the loopback names.
  void set_names(std::vector<std::string> names) { names_ = std::move(names); }
  void set_rates(const Rates& rates) { rates_ = rates; }

 private:
  Response answer(const Request& request);
  // The answer to somebody who asks too often.
  std::optional<Response> too_often(const Person* person, const Request& request);
  // The report an operation answers with; null for the others.
  const Provider::Report* report_of(std::string_view operation) const;
  Response answer_route(const Found& found, const Target& target, const Request& request);

  Provider provider_;
  std::span<const web::Asset> assets_;
  std::vector<std::string> names_;
  Rates rates_{{}, {}, {}};
  RateLimit limit_;
  AnswerCache cache_;
};

}  // namespace desirepath::api
