#include "collector/api/system_endpoint.h"

#include "absl/strings/str_cat.h"
#include "collector/api/problem.h"

namespace desirepath::api {

Response health(const Provider& provider) {
  const absl::Status status = provider.health ? provider.health() : absl::OkStatus();
  if (!status.ok())
    return problem(503, "unwell", "The collector is not well", std::string(status.message()));
  return Response{200, "application/json", R"({"status":"ok"})", {}};
}

Response version() {
  return Response{200,
                  "application/json",
                  absl::StrCat(R"({"name":"desirepath-collector","version":")", DESIREPATH_VERSION,
                               R"(","api":"v1"})"),
                  {}};
}

}  // namespace desirepath::api
