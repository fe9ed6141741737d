#include "agent/command/tool_label.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/catalog/role.h"
#include "proto/catalog/shipped.h"

namespace desirepath::command {
namespace {

absl::StatusOr<std::string> read_packed(const std::string& path) {
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream.is_open()) {
    const std::string reason = std::strerror(errno);
    return absl::NotFoundError(
        absl::StrCat(path, ": cannot open the catalog: ", reason, "; check --catalog"));
  }
  return std::string{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

absl::StatusOr<std::unique_ptr<ToolLabels>> ToolLabels::open(const std::string& path) {
  std::string octets;
  if (!path.empty()) {
    absl::StatusOr<std::string> read = read_packed(path);
    if (!read.ok()) return read.status();
    octets = *std::move(read);
  }
  absl::StatusOr<catalog::Catalog> catalog =
      catalog::Catalog::unpack(path.empty() ? catalog::shipped() : std::string_view(octets));
  if (!catalog.ok()) {
    return absl::Status(
        catalog.status().code(),
        absl::StrCat(path.empty() ? "built-in catalog" : path, ": ", catalog.status().message()));
  }
  return std::unique_ptr<ToolLabels>(new ToolLabels(*std::move(catalog)));
}

Label ToolLabels::of(std::string_view name) const {
  const match::Match match = matcher_.match(name);
  if (match.kind != match::Kind::kTool) return {};
  const catalog::Tool* tool = catalog_.tool(match.tool);
  const catalog::Need* need = catalog_.need(match.need);
  if (tool == nullptr || need == nullptr) return {};
  return {tool->id, need->id, catalog::name(match.role)};
}

}  // namespace desirepath::command
