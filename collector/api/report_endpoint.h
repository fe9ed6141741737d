#pragma once

// `GET /api/v1/needs`, `GET /api/v1/tools` and a need's pictures: a published report as the
// provider gives it.
//
// All take `window`, `department` and `format` (json, csv); any other parameter is refused, so
// that a misspelt filter is not read as "everything". Large answers go gzipped to whoever accepts
// that.

#include "collector/api/answer_cache.h"
#include "collector/api/exchange.h"
#include "collector/api/provider.h"
#include "collector/api/request_target.h"

namespace desirepath::api {

// `about` says what the address and the person say already: the need, and how much may be seen.
Response report(const Provider& provider, const Provider::Report& make, const Target& target,
                const ReportQuery& about, bool accepts_gzip, AnswerCache& cache);

}  // namespace desirepath::api
