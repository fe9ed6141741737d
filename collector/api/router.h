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

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "collector/api/answer_cache.h"
#include "collector/api/exchange.h"
#include "collector/api/provider.h"
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

 private:
  Response answer(const Request& request);
  Response answer_route(const Found& found, const Target& target, const Request& request);

  Provider provider_;
  std::span<const web::Asset> assets_;
  std::vector<std::string> names_;
  AnswerCache cache_;
};

}  // namespace desirepath::api
