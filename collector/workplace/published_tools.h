#pragma once

// `PublishedTools` reads the devices of the tools in one window out of the published report.
//
// Block-effect watch and pilots measure by it. The report is the text that the API gives; it is
// read again only when it may read differently (`Provider::revision`). A tool that is not in a
// window did not reach k there or, where it is not offered to everyone, was used by nearly every
// device (publish/fold.h, R7): the tables do not tell these apart, so both are in its band.
//
// Limits: eight windows are kept. Errors: those of the provider; kNotFound: not published.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collector/api/provider.h"
#include "collector/workplace/change.h"

namespace desirepath::workplace {

struct PublishedTool {
  std::string tool;  // its id
  std::string name;
  std::string need;
  std::string standing;
  Band devices;
  std::map<std::string, Band> departments;  // by id; "" is all others together
};

struct ToolsOfWindow {
  std::string window;        // its name
  std::uint32_t number = 0;  // and number
  std::int64_t k = 0;
  std::int64_t reporting = 0;                  // devices at most
  std::map<std::string, PublishedTool> tools;  // by id

  // `offered` to everyone in this window.
  [[nodiscard]] Band devices(const std::string& tool, bool offered) const;
  // Of the named departments together. One without a figure of its own may have up to all of the
  // others'.
  [[nodiscard]] Band devices(const std::string& tool, bool offered,
                             const std::vector<std::string>& departments) const;
};

class PublishedTools {
 public:
  explicit PublishedTools(const api::Provider& provider)
      : tools_(provider.tools), revision_(provider.revision) {}

  // By its name; empty: the newest. Valid until the next call.
  absl::StatusOr<const ToolsOfWindow*> in(const std::string& window);

 private:
  absl::StatusOr<ToolsOfWindow> read(const std::string& window) const;

  api::Provider::Report tools_;
  std::function<std::string()> revision_;
  std::string read_at_;
  std::map<std::string, ToolsOfWindow> kept_;
};

}  // namespace desirepath::workplace
