#pragma once

// `http_octets` makes of a Beast serializer what goes over the wire.
//
// http_call.cc writes requests with it, api/http_message.h heads of answers: both send by their own
// means, so Beast's writing to a stream is of no use to them. Only what is in memory is written:
// a message that does not end gives what came before its fault.

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/error.hpp>
#include <string>

namespace desirepath::link {

template <typename Serializer>
std::string http_octets(Serializer& serializer) {
  std::string octets;
  boost::beast::error_code error;
  while (!serializer.is_done() && !error) {
    std::size_t taken = 0;
    serializer.next(error, [&](boost::beast::error_code&, const auto& buffers) {
      for (const boost::asio::const_buffer part : boost::beast::buffers_range_ref(buffers)) {
        octets.append(static_cast<const char*>(part.data()), part.size());
        taken += part.size();
      }
    });
    serializer.consume(taken);
  }
  return octets;
}

}  // namespace desirepath::link
