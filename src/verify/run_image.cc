#include "verify/run_image.h"

#include <utility>

#include "base/temp_dir.h"
#include "whittle/error.h"
#include "workspace/workspace.h"

namespace whittle::verify {

VerifyRun run_image(const Image& image, const record::RecordOptions& options,
                    const std::filesystem::path& work, Progress& progress) {
  workspace::OpenedImage opened = workspace::unpack_fresh(image, work);
  VerifyRun run;
  try {
    run.recording = record::record(image, opened.tree, opened.directories, options, progress);
  } catch (const Interrupted&) {
    throw;
  } catch (const UsageError&) {
    throw;
  } catch (const Error& error) {
    run.trouble = error.what();
    run.details = error.details();
    run.hint = error.hint();
  }
  run.tree = std::move(opened.tree);
  base::remove_tree(work);
  return run;
}

}  // namespace whittle::verify
