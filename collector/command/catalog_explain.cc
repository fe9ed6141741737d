#include "collector/command/catalog_explain.h"

#include <algorithm>
#include <boost/json.hpp>
#include <functional>

#include "proto/catalog/host_index.h"
#include "proto/catalog/places.h"
#include "proto/catalog/text_blobs.h"
#include "proto/catalog/text_catalog.h"

namespace desirepath::command {
namespace {

using catalog::Evidence;
using catalog::Hit;
using catalog::Owner;

constexpr std::size_t kMaximumLine = 1024;

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(kBlank) - begin + 1));
}

// What a terminal and a JSON reader can take: octets beyond ASCII, if they are not UTF-8 together,
// become marks.
std::string printable(std::string text) {
  const bool utf8 = catalog::first_line_beyond_utf8(text) == 0;
  for (char& c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x20 || octet == 0x7f || (octet >= 0x80 && !utf8)) c = '?';
  }
  return text;
}

class Explainer {
 public:
  explicit Explainer(const catalog::Catalog& catalog)
      : catalog_(catalog), index_(catalog), places_(catalog::shipped_text()) {}

  void json_line(const std::string& host, std::ostream& out) const {
    const Hit hit = index_.find(host);
    const bool tool = hit && hit->owner == Owner::kTool;
    boost::json::object line;
    line["host"] = printable(host);
    line["tool"] = nullptr;
    line["need"] = nullptr;
    line["role"] = nullptr;
    if (tool) {
      line["tool"] = catalog_.tool_of(*hit.row).id;
      line["need"] = catalog_.need(catalog_.tool_of(*hit.row).need)->id;
      line["role"] = catalog::name(hit.role);
    }
    line["counts_as_use"] = tool && catalog::counts_as_use(hit.role);
    line["rule"] = rule(hit);
    out << boost::json::serialize(line) << "\n";
  }

  [[nodiscard]] std::vector<std::string> table_line(const std::string& host) const {
    const Hit hit = index_.find(host);
    const bool tool = hit && hit->owner == Owner::kTool;
    if (!tool) return {printable(host), "-", "-", "-", "no", rule(hit)};
    return {printable(host),
            std::string(catalog_.tool_of(*hit.row).id),
            std::string(catalog_.need(catalog_.tool_of(*hit.row).need)->id),
            std::string(catalog::name(hit.role)),
            catalog::counts_as_use(hit.role) ? "yes" : "no",
            rule(hit)};
  }

 private:
  [[nodiscard]] std::string rule(const Hit& hit) const {
    std::string words = catalog::rule_in_words(catalog_, hit);
    if (!hit) return words;
    if (hit->evidence == Evidence::kOutsiders) words += ", outsiders come here too";
    if (hit->evidence == Evidence::kWholeSite) words += ", the vendor's whole site";
    const std::string place = places_.find(catalog_, *hit.row);
    return words + (place.empty() ? ", your own tool" : ", " + place);
  }

  const catalog::Catalog& catalog_;
  catalog::HostIndex index_;
  catalog::Places places_;
};

void for_each_host(const std::vector<std::string>& hosts, std::istream& in,
                   const std::function<void(const std::string&)>& visit) {
  for (const std::string& host : hosts) {
    if (host != "-") {
      visit(trimmed(host));
      continue;
    }
    std::string line;
    while (std::getline(in, line)) {
      line = trimmed(line);
      if (!line.empty()) visit(line.substr(0, kMaximumLine));
    }
  }
}

void print_table(const std::vector<std::vector<std::string>>& rows, std::ostream& out) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - row[i].size() + 2, ' ');
    }
    out << line << "\n";
  }
}

}  // namespace

absl::Status explain_hosts(const catalog::Catalog& catalog, const std::vector<std::string>& hosts,
                           bool json, std::istream& in, std::ostream& out) {
  const Explainer explainer(catalog);
  if (json) {
    for_each_host(hosts, in, [&](const std::string& host) { explainer.json_line(host, out); });
    return absl::OkStatus();
  }
  std::vector<std::vector<std::string>> rows = {{"host", "tool", "need", "role", "use", "rule"}};
  for_each_host(hosts, in,
                [&](const std::string& host) { rows.push_back(explainer.table_line(host)); });
  print_table(rows, out);
  return absl::OkStatus();
}

}  // namespace desirepath::command
