#include "select/file_strings.h"

#include <unistd.h>

#include <algorithm>

namespace whittle::select {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;
constexpr std::size_t kMaxScanned = std::size_t{1} << 30;
constexpr std::size_t kMaxStrings = 20'000;  // of each kind
constexpr std::size_t kMaxWord = 255;
constexpr std::size_t kMinWord = 4;
// A run of letters is searched in pieces of this size that overlap by kMaxWord.
constexpr std::size_t kPiece = std::size_t{64} << 10;

bool is_printable(char letter) {
  return letter >= ' ' && letter <= '~';
}

bool is_word_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') ||
         std::string_view("/._-+@:~,").find(letter) != std::string_view::npos;
}

bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_word_letter);
}

// "libz.so", "libz.so.1.2"; not "libz.so.conf".
bool is_library_name(std::string_view text) {
  const std::size_t so = text.find(".so");
  if (so == std::string_view::npos || !text.starts_with("lib") || so == 3) return false;
  const std::string_view rest = text.substr(so + 3);
  return (rest.empty() || rest.front() == '.') && !rest.ends_with('.') &&
         rest.find_first_not_of(".0123456789") == std::string_view::npos;
}

class Collector {
 public:
  explicit Collector(std::span<const std::string_view> marks) : marks_(marks) {}

  // A string from its first letter to its last.
  void whole(std::string_view text) {
    if (text.size() < kMinWord || text.size() > kMaxWord || !is_word(text)) return;
    if (text.front() == '/') {
      if (text.size() > 1 && found_.paths.size() < kMaxStrings) found_.paths.emplace(text);
    } else if (is_library_name(text)) {
      if (found_.libraries.size() < kMaxStrings) found_.libraries.emplace(text);
    } else {
      const auto mark = std::find(marks_.begin(), marks_.end(), text);
      if (mark != marks_.end()) found_.marks.insert(*mark);
    }
  }
  // Letters that may be anything.
  void part(std::string_view text) {
    if (text.find('/') == std::string_view::npos) return;
    for (const std::string_view mark : marks_) {
      if (mark.front() == '/' && text.find(mark) != std::string_view::npos)
        found_.marks.insert(mark);
    }
  }
  FileStrings found() && { return std::move(found_); }

 private:
  std::span<const std::string_view> marks_;
  FileStrings found_;
};

// Follows runs of printable letters over the borders of chunks.
class Runs {
 public:
  explicit Runs(Collector& collector) : collector_(collector) {}

  void feed(std::string_view bytes) {
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    while (at != end) {
      const char* const first = at;
      while (at != end && is_printable(*at)) ++at;
      if (at != first) add({first, static_cast<std::size_t>(at - first)});
      if (at == end) return;
      finish(*at);
      while (at != end && !is_printable(*at)) ++at;
    }
  }

 private:
  void add(std::string_view letters) {
    while (!letters.empty()) {
      const std::string_view taken = letters.substr(0, kPiece - run_.size());
      run_ += taken;
      letters.remove_prefix(taken.size());
      if (run_.size() < kPiece) continue;
      collector_.part(run_);
      run_.erase(0, run_.size() - kMaxWord);
      cut_ = true;
    }
  }
  void finish(char end) {
    if (run_.size() >= kMinWord) {
      collector_.part(run_);
      if (end == '\0' && !cut_) collector_.whole(run_);
    }
    run_.clear();
    cut_ = false;
  }

  Collector& collector_;
  std::string run_;
  bool cut_ = false;  // the run's first letters are gone
};

}  // namespace

FileStrings read_binary_strings(int fd, std::span<const std::string_view> marks) {
  Collector collector(marks);
  Runs runs(collector);
  std::string chunk(kChunk, '\0');
  for (std::size_t offset = 0; offset < kMaxScanned;) {
    const ssize_t count = ::pread(fd, chunk.data(), chunk.size(), static_cast<off_t>(offset));
    if (count <= 0) break;
    runs.feed(std::string_view(chunk).substr(0, static_cast<std::size_t>(count)));
    offset += static_cast<std::size_t>(count);
  }
  runs.feed(std::string_view("\n", 1));
  return std::move(collector).found();
}

FileStrings read_text_strings(std::string_view text, std::span<const std::string_view> marks) {
  Collector collector(marks);
  while (!text.empty()) {
    const std::size_t line_end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, line_end);
    text.remove_prefix(std::min(line_end + 1, text.size()));
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos || line[first] == '#' || line[first] == ';') continue;
    collector.part(line);
    while (!line.empty()) {
      const auto begin = std::find_if(line.begin(), line.end(), is_word_letter);
      const auto end = std::find_if_not(begin, line.end(), is_word_letter);
      std::string_view word(begin, end);
      line = std::string_view(end, line.end());
      // "PATH=/a:/b", "/a/b." at the end of a sentence
      while (!word.empty()) {
        std::string_view piece = word.substr(0, word.find_first_of(":,"));
        word.remove_prefix(std::min(piece.size() + 1, word.size()));
        while (piece.ends_with('.')) piece.remove_suffix(1);
        collector.whole(piece);
      }
    }
  }
  return std::move(collector).found();
}

}  // namespace whittle::select
