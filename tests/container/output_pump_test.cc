#include "container/output_pump.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <chrono>

namespace whittle {
namespace {

using container::OutputPump;
using container::Stream;

// Both streams of a pump, in the order in which they were forwarded.
struct ForwardedText {
  // Long enough that only the end of a line or of a stream makes the pump forward.
  ForwardedText()
      : pump([this](Stream, std::string_view part) { text += part; }, std::chrono::hours(1)),
        ends{::dup(pump.write_end(Stream::output)), ::dup(pump.write_end(Stream::errors))} {
    pump.start();
  }
  void write(Stream stream, std::string_view part) const {
    CHECK(::write(ends[static_cast<int>(stream)], part.data(), part.size()) ==
          static_cast<ssize_t>(part.size()));
  }
  std::string finish() {
    for (const int end : ends) ::close(end);
    pump.finish();
    return text;
  }

  std::string text;
  OutputPump pump;
  int ends[2];
};

}  // namespace

TEST_CASE("a line of one stream does not end up within a line of the other") {
  ForwardedText forwarded;
  forwarded.write(Stream::errors, "sh: can't create");
  forwarded.write(Stream::output, "given\n");
  forwarded.write(Stream::errors, ": read-only\n");
  const std::string text = forwarded.finish();
  CHECK((text == "given\nsh: can't create: read-only\n" ||
         text == "sh: can't create: read-only\ngiven\n"));
}

TEST_CASE("output: a line without an end, and one of a megabyte, arrive whole") {
  ForwardedText forwarded;
  const std::string line(1 << 20, 'x');
  forwarded.write(Stream::output, line);
  CHECK(forwarded.finish() == line);
}

TEST_CASE("output: a prompt is forwarded while its stream is open") {
  const base::Pipe arrived = base::make_pipe();
  OutputPump pump(
      [&](Stream, std::string_view part) {
        CHECK(::write(arrived.write_end.get(), part.data(), part.size()) > 0);
      },
      std::chrono::milliseconds(1));
  const base::Fd end(::dup(pump.write_end(Stream::output)));
  pump.start();
  CHECK(::write(end.get(), "name? ", 6) == 6);
  char said[8] = {};
  CHECK(::read(arrived.read_end.get(), said, sizeof said) == 6);
  pump.finish();
}

}  // namespace whittle
