#include "proto/catalog/text_catalog.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <array>
#include <fstream>

#include "proto/catalog/text_blobs.h"

namespace desirepath::catalog {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::TextFormat;

std::string at_line(const std::string& file, int line) {
  return file + ":" + std::to_string(line) + ": ";
}

// Keeps the first error: what follows it is mostly its echo.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber, const std::string& message) override {
    if (message_.empty()) {
      line_ = line + 1;
      message_ = message;
      if (message_.ends_with('.')) message_.pop_back();
    }
  }
  [[nodiscard]] int line() const { return line_ < 1 ? 1 : line_; }
  [[nodiscard]] const std::string& message() const { return message_; }

 private:
  int line_ = 0;
  std::string message_;
};

// The descriptor of Catalog, made once from the octets that the build compiled in.
const Descriptor* catalog_descriptor() {
  static const Descriptor* const kDescriptor = [] {
    google::protobuf::FileDescriptorSet files;
    const std::string_view octets = descriptor_octets();
    files.ParseFromArray(octets.data(), static_cast<int>(octets.size()));
    static google::protobuf::DescriptorPool pool;
    for (const auto& file : files.file()) pool.BuildFile(file);
    return pool.FindMessageTypeByName("desirepath.v1.Catalog");
  }();
  return kDescriptor;
}

google::protobuf::DynamicMessageFactory& factory() {
  static google::protobuf::DynamicMessageFactory made;
  return made;
}

// The length of the UTF-8 sequence that `lead` begins; 0: it begins none.
std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

}  // namespace

struct TextCatalog::Places {
  TextFormat::ParseInfoTree tree;
};

int first_line_beyond_utf8(std::string_view text) {
  int line = 1;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = sequence_length(lead);
    if (length == 0 || length > text.size() - i) return line;
    for (std::size_t j = 1; j < length; ++j) {
      if ((static_cast<unsigned char>(text[i + j]) & 0xc0) != 0x80) return line;
    }
    if (lead == '\n') ++line;
    i += length;
  }
  return 0;
}

absl::StatusOr<std::string> read_whole(const std::string& path, std::size_t limit) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(path + ": cannot be read; check the name and the rights");
  std::string text;
  std::array<char, 65536> part;
  while (file.read(part.data(), part.size()), file.gcount() > 0) {
    text.append(part.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > limit) {
      return absl::InvalidArgumentError(path + ":1: larger than " + std::to_string(limit) +
                                        " octets; split it into several files");
    }
  }
  if (file.bad()) return absl::NotFoundError(path + ": cannot be read; is it a file?");
  return text;
}

absl::StatusOr<TextCatalog> TextCatalog::read(const std::string& path) {
  absl::StatusOr<std::string> text = read_whole(path, kMaximumTextBytes);
  if (!text.ok()) return text.status();
  return parse(path, *text);
}

absl::StatusOr<TextCatalog> TextCatalog::parse(std::string file, std::string_view text) {
  if (const int line = first_line_beyond_utf8(text); line != 0) {
    return absl::InvalidArgumentError(at_line(file, line) + "not UTF-8; save the file as UTF-8");
  }
  const Descriptor* type = catalog_descriptor();
  if (type == nullptr)
    return absl::InternalError("catalog: the compiled-in descriptor is damaged; build again");
  const std::unique_ptr<google::protobuf::Message> entries(factory().GetPrototype(type)->New());
  auto places = std::make_shared<Places>();
  FirstError error;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.WriteLocationsTo(&places->tree);
  if (!parser.ParseFromString(std::string(text), entries.get())) {
    return absl::InvalidArgumentError(at_line(file, error.line()) + error.message() +
                                      "; write the entry as proto/catalog/README.md shows");
  }
  TextCatalog catalog;
  if (!catalog.message_.ParseFromString(entries->SerializeAsString())) {
    return absl::InternalError(file + ": read, but not packed again");
  }
  catalog.file_ = std::move(file);
  catalog.places_ = std::move(places);
  return catalog;
}

int TextCatalog::line(const std::string& entry, int index) const {
  const FieldDescriptor* field = catalog_descriptor()->FindFieldByName(entry);
  return places_->tree.GetLocation(field, field->is_repeated() ? index : -1).line + 1;
}

int TextCatalog::line(const std::string& entry, int index, const std::string& field,
                      int field_index) const {
  const FieldDescriptor* outer = catalog_descriptor()->FindFieldByName(entry);
  const FieldDescriptor* inner = outer->message_type()->FindFieldByName(field);
  const TextFormat::ParseInfoTree* nested = places_->tree.GetTreeForNested(outer, index);
  if (nested == nullptr || inner == nullptr) return line(entry, index);
  const int found = nested->GetLocation(inner, inner->is_repeated() ? field_index : -1).line;
  return found < 0 ? line(entry, index) : found + 1;
}

}  // namespace desirepath::catalog
