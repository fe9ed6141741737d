#pragma once

// `GET /api/v1/needs` and `GET /api/v1/tools`: a published report as the provider gives it.
//
// Both take `window`, `department` and `format` (json, csv); any other parameter is refused, so
// that a misspelt filter is not read as "everything". Large answers go gzipped to whoever accepts
// that.

#include "collector/api/answer_cache.h"
#include "collector/api/exchange.h"
#include "collector/api/provider.h"
#include "collector/api/request_target.h"

namespace desirepath::api {

Response report(const Provider& provider, const Provider::Report& make, const Target& target,
                bool accepts_gzip, AnswerCache& cache);

}  // namespace desirepath::api
