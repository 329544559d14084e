#include "content/capture.h"

#include <doctest/doctest.h>

#include "base/sha256.h"
#include "content/kind.h"
#include "content/samples.h"

using namespace whittle;
using namespace whittle::content;

namespace {

std::vector<std::string> part_names(const std::string& bytes) {
  std::vector<std::string> names;
  for (const ContentPart& part : content_of(bytes).parts) {
    if (names.empty() || names.back() != part.name) names.push_back(part.name);
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a content has the size and the digest of all, and the first bytes") {
  const std::string text(Content::kKept + 10, 'x');
  Capture capture;
  capture.append(text.substr(0, 5));
  capture.append(text.substr(5));
  const Content content = capture.finish();
  CHECK(content.size == static_cast<std::int64_t>(text.size()));
  CHECK(content.digest == base::sha256(text));
  CHECK(content.head == text.substr(0, Content::kKept));
  CHECK(content.kind.empty());
  CHECK(content.parts.empty());
}

TEST_CASE("what is a text") {
  CHECK(is_text(""));
  CHECK(is_text("PONG\r\n\x1b[0m"));
  CHECK(
      is_text("Gr\xc3\xbc\xc3\x9f"
              "e"));
  CHECK(
      is_text("Gr\xfc\xdf"
              "e in Latin-1"));
  CHECK(is_text(std::string("one/name/with/some/length\0another/one/too\0", 42)));
  CHECK_FALSE(is_text(std::string(100, '\0')));
  CHECK_FALSE(is_text(samples::picture("now")));
  CHECK_FALSE(is_text(samples::matroska("id", "media")));
  CHECK_FALSE(is_text(samples::gzip(7, "text")));
}

TEST_CASE("of what is not text, the kind and the parts are known") {
  CHECK(content_of(samples::picture("now")).kind.starts_with("PNG image data, 32 x 32"));
  CHECK(part_names(samples::picture("now")) == Names{"IHDR", "pixels"});
  CHECK(part_names(samples::matroska("id", "media")) ==
        Names{"1A45DFA3", "4282", "18538067", "1549A966", "73A4", "1F43B675", "A3"});
  CHECK(part_names(samples::gzip(1, "one\ntwo\n")) == Names{"compressed line"});
  CHECK(part_names(std::string(100, '\0')) == Names{"block"});
}

TEST_CASE("what is not well-formed is read as blocks") {
  std::string picture = samples::picture("now");
  CHECK(part_names(picture.substr(0, picture.size() - 20)) == Names{"block"});
  picture[picture.size() / 2] = static_cast<char>(picture[picture.size() / 2] ^ 1);
  CHECK(part_names(picture) == Names{"block"});
  const std::string film = samples::matroska("id", "media");
  CHECK(part_names(film.substr(0, film.size() - 2)) == Names{"block"});
  CHECK(part_names(std::string("RIFF\xff\xff\xff\x7fWAVE\0\0\0\0", 16)) == Names{"block"});
  CHECK(part_names(std::string("OggS\0\0\0\0", 8)) == Names{"block"});
  CHECK(part_names(std::string("\0\0\0\x09"
                               "ftypisom\0\0\0\0\0",
                               17)) == Names{"block"});
}

TEST_CASE("the parts of large content are bounded") {
  std::string large(std::size_t{20} << 20, '\0');
  CHECK(content_of(large).parts.size() <= 1024);
  for (std::size_t i = 0; i + 4 <= large.size(); i += 27) large.replace(i, 4, "OggS");
  CHECK(content_of(large).parts.size() <= 1024);
}

TEST_CASE("the sizes of WAV and MP4 parts, and a PDF without its dates") {
  using samples::be32;
  const std::string wav("RIFF\x14\0\0\0WAVEdata\x04\0\0\0abcd", 24);
  CHECK(part_names(wav) == Names{"block"});  // 4 bytes less than it says
  CHECK(part_names(std::string("RIFF\x10") + wav.substr(5)) == Names{"RIFF WAVE", "data"});
  CHECK(part_names(std::string(4096, '\0')) == Names{"block"});
  const auto box = [](const std::string& type, const std::string& data) {
    return be32(static_cast<std::uint32_t>(8 + data.size())) + type + data;
  };
  const auto film = [&](const std::string& time) {
    return box("ftyp", "isom") +
           box("moov", box("mvhd", std::string(4, '\0') + time + time + "rest")) +
           box("mdat", "media");
  };
  CHECK(part_names(film("1111")) == Names{"ftyp", "moov", "mvhd", "mdat"});
  CHECK(content_of(film("1111")).parts == content_of(film("2222")).parts);
  const auto page = [](const std::string& date) {
    return "%PDF-1.4\n" + std::string(4, '\0') + "1 0 obj</CreationDate (" + date +
           ")>endobj\n2 0 obj text endobj\n%%EOF";
  };
  CHECK(content_of(page("D:2026")).parts == content_of(page("D:2027")).parts);
  CHECK(part_names(page("x")) == Names{"object"});
}
