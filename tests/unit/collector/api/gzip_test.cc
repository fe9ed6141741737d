#include "collector/api/gzip.h"

#include <gtest/gtest.h>

#include <boost/beast/zlib/inflate_stream.hpp>
#include <boost/crc.hpp>
#include <string>

#include "absl/strings/str_cat.h"

namespace desirepath::api {
namespace {

constexpr std::size_t kHead = 10;
constexpr std::size_t kFoot = 8;

std::string inflated(const std::string& file, std::size_t octets) {
  std::string body(octets + 1, '\0');
  boost::beast::zlib::inflate_stream inflate;
  boost::beast::zlib::z_params stream;
  stream.next_in = file.data() + kHead;
  stream.avail_in = file.size() - kHead - kFoot;
  stream.next_out = body.data();
  stream.avail_out = body.size();
  boost::beast::error_code error;
  inflate.write(stream, boost::beast::zlib::Flush::finish, error);
  EXPECT_EQ(boost::beast::zlib::error::end_of_stream, error) << error.message();
  EXPECT_EQ(0U, stream.avail_in);
  body.resize(stream.total_out);
  return body;
}

std::uint32_t little_endian(const std::string& file, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i-- > 0;) {
    number = (number << 8) | static_cast<unsigned char>(file[at + i]);
  }
  return number;
}

TEST(Gzip, GivesBackWhatWasSqueezed) {
  std::string report;
  for (int tool = 0; tool < 2000; ++tool) absl::StrAppend(&report, "{\"tool\":", tool * 7919, "}");
  for (const std::string& body :
       {std::string(), std::string("x"), report, std::string(70000, 'a')}) {
    const std::string file = gzip(body);
    ASSERT_GE(file.size(), kHead + kFoot);
    EXPECT_EQ("\x1f\x8b\x08", file.substr(0, 3));
    EXPECT_EQ(body, inflated(file, body.size()));
    EXPECT_EQ(body.size(), little_endian(file, file.size() - 4));
    boost::crc_32_type sum;
    sum.process_bytes(body.data(), body.size());
    EXPECT_EQ(sum.checksum(), little_endian(file, file.size() - 8));
  }
  EXPECT_LT(gzip(report).size(), report.size() / 2);
}

}  // namespace
}  // namespace desirepath::api
