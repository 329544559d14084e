#include "text/file_strings.h"

#include <unistd.h>

#include <algorithm>

namespace whittle::text {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;
constexpr std::size_t kMaxScanned = std::size_t{1} << 30;
constexpr std::size_t kMaxStrings = 20'000;  // of each kind
constexpr std::size_t kMaxWord = 255;
// Shorter strings in a binary are not found, so the search for a run checks only every sixth byte.
constexpr std::size_t kMinWord = 6;
// A longer run is not a string; it is searched for marks in pieces that overlap by kMaxWord.
constexpr std::size_t kPiece = std::size_t{64} << 10;

bool is_printable(char letter) {
  return static_cast<unsigned char>(letter - ' ') <= '~' - ' ';
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

  // A complete string.
  void whole(std::string_view text) {
    if (text.empty() || text.size() > kMaxWord || !is_word(text)) return;
    if (text.front() == '/') {
      if (text.size() > 1 && found_.paths.size() < kMaxStrings) found_.paths.emplace(text);
    } else if (is_library_name(text)) {
      if (found_.libraries.size() < kMaxStrings) found_.libraries.emplace(text);
    } else {
      const auto mark = std::find(marks_.begin(), marks_.end(), text);
      if (mark != marks_.end()) found_.marks.insert(*mark);
    }
  }
  // Any part of a run.
  void part(std::string_view text) {
    for (std::size_t at = text.find('/'); at != std::string_view::npos;
         at = text.find('/', at + 1)) {
      const std::string_view rest = text.substr(at);
      for (const std::string_view mark : marks_) {
        if (rest.starts_with(mark) && mark.front() == '/') found_.marks.insert(mark);
      }
    }
  }
  FileStrings found() && { return std::move(found_); }

 private:
  std::span<const std::string_view> marks_;
  FileStrings found_;
};

// Finds the runs of printable characters in bytes that arrive in chunks.
class Runs {
 public:
  explicit Runs(Collector& collector) : collector_(collector) {}

  // A run at the end of the bytes is kept for the next call.
  void feed(std::string_view bytes) {
    const std::string joined = std::move(rest_).append(bytes);
    rest_.clear();
    const char* const begin = joined.data();
    const char* const end = begin + joined.size();
    const char* after = begin;  // the last run
    while (static_cast<std::size_t>(end - after) >= kMinWord) {
      const char* at = after + kMinWord - 1;
      if (!is_printable(*at)) {
        after = at + 1;
        continue;
      }
      const char* first = at;
      while (first != after && is_printable(first[-1])) --first;
      while (at != end && is_printable(*at)) ++at;
      if (at == end) {
        after = first;
        break;
      }
      if (static_cast<std::size_t>(at - first) >= kMinWord) {
        run({first, static_cast<std::size_t>(at - first)}, *at);
      }
      after = at + 1;
      cut_ = false;
    }
    hold({after, static_cast<std::size_t>(end - after)});
  }

 private:
  void run(std::string_view letters, char end) {
    collector_.part(letters);
    if (end == '\0' && !cut_) collector_.whole(letters);
  }
  // Of a run that is too long, only the end is kept, for marks that may begin there.
  void hold(std::string_view letters) {
    if (letters.size() > kPiece) {
      collector_.part(letters);
      letters.remove_prefix(letters.size() - kMaxWord);
      cut_ = true;
    }
    rest_ = letters;
  }

  Collector& collector_;
  std::string rest_;
  bool cut_ = false;  // the start of the run in rest_ was dropped
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

}  // namespace whittle::text
