#pragma once

// `TextCatalog` is one textproto file of the catalog, read, with the line of everything in it.
//
// The collector's `catalog check` reads the files it is given, and drafts of imports; the agent
// never reads text. The parser is protobuf's own, over a descriptor compiled in, since the messages
// themselves carry no reflection.
//
// Limits: kMaximumTextBytes. Errors: kInvalidArgument: one sentence with file, line and mend (not
// UTF-8, too large, not in the form of catalog.proto). kNotFound: the file cannot be read. Threads:
// immutable.

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "desirepath/v1/catalog.pb.h"

namespace desirepath::catalog {

constexpr std::size_t kMaximumTextBytes = 32 * 1024 * 1024;

class TextCatalog {
 public:
  static absl::StatusOr<TextCatalog> read(const std::string& path);
  static absl::StatusOr<TextCatalog> parse(std::string file, std::string_view text);

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const v1::Catalog& message() const { return message_; }

  // The line, from 1, of the n-th entry of a field of Catalog ("tools"), and of a field inside it
  // ("hosts", 3). A field that is not written has its entry's line.
  [[nodiscard]] int line(const std::string& entry, int index) const;
  [[nodiscard]] int line(const std::string& entry, int index, const std::string& field,
                         int field_index = 0) const;

 private:
  struct Places;
  TextCatalog() = default;

  std::string file_;
  v1::Catalog message_;
  std::shared_ptr<const Places> places_;
};

// A file's octets, at most `limit`.
absl::StatusOr<std::string> read_whole(const std::string& path, std::size_t limit);

// The line, from 1, of the first octet that is not UTF-8; 0: all of it is.
int first_line_beyond_utf8(std::string_view text);

}  // namespace desirepath::catalog
