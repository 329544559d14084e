#include <algorithm>
#include <array>
#include <string>

#include "content/readers.h"

namespace whittle::content {
namespace {

// What varies stands between a name and an end. A program writes them into the document's
// information, its trailer or its XMP.
struct VaryingValue {
  std::string_view name;
  std::string_view end;
};
constexpr std::array kVaryingValues = {VaryingValue{"/CreationDate", ")"},
                                       VaryingValue{"/ModDate", ")"},
                                       VaryingValue{"/ID", "]"},
                                       VaryingValue{"<xmp:CreateDate>", "<"},
                                       VaryingValue{"<xmp:ModifyDate>", "<"},
                                       VaryingValue{"<xmp:MetadataDate>", "<"},
                                       VaryingValue{"<xmpMM:DocumentID>", "<"},
                                       VaryingValue{"<xmpMM:InstanceID>", "<"}};
constexpr std::size_t kLongest = 200;  // a value
constexpr int kMostVarying = 32;       // each look goes through what is left

std::string without_varying(std::string_view bytes) {
  std::string left;
  for (int count = 0; count < kMostVarying && !bytes.empty(); ++count) {
    std::size_t begin = bytes.npos;
    std::size_t end = bytes.npos;
    for (const VaryingValue& varying : kVaryingValues) {
      const std::size_t found = bytes.find(varying.name);
      if (found >= begin) continue;
      const std::size_t after = found + varying.name.size();
      const std::size_t ends = bytes.substr(0, after + kLongest).find(varying.end, after);
      if (ends == bytes.npos) continue;
      begin = after;
      end = ends;
    }
    if (begin == bytes.npos) break;
    left += bytes.substr(0, begin);
    bytes.remove_prefix(end);
  }
  return left += bytes;
}

}  // namespace

bool read_pdf(std::string_view bytes, Parts& parts) {
  constexpr std::string_view kEnd = "endobj";
  const std::string text = without_varying(bytes);
  std::string_view left = text;
  while (!left.empty() && !parts.full()) {
    const std::size_t end = left.find(kEnd);
    const std::size_t size = end == left.npos ? left.size() : end + kEnd.size();
    parts.add("object", left.substr(0, size));
    left.remove_prefix(size);
  }
  return text.find("%%EOF") != text.npos;
}

}  // namespace whittle::content
