// Records in the kernel what the followed processes do: which calls they enter (a bitmap for each
// program, phase and exercise), and each path in their arguments once.
//
// A task is followed if it has a task_state, set by user space or copied from its parent at fork;
// for all others each call costs one look-up. Nothing is stopped and nothing waits. Paths are read
// when a call returns: they are still in memory and the result is known.
#include "kernel_types.h"
#include "record.h"

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <linux/bpf.h>
#include <linux/io_uring.h>

char LICENSE[] SEC("license") = "Dual MIT/GPL";

enum { kRuntime, kApp, kExec, kShutdown };  // Phase
enum { kPerm = 1, kAccess = 13, kNoSys = 38, kMaxErrno = 4095, kRestart = 512, kRestartLast = 516 };
enum {
  kCwd = -100,
  kUnix = 1,
  kAddressSize = 110,
  kMaxDepth = 64,
  kNameSize = 256,
  kSysAdmin = 21
};

// Set before loading.
const volatile __u32 image_device = 0;  // in the kernel's encoding
const volatile __u64 seed = 0;          // of the hash, so that nobody can prepare collisions
const volatile struct path_spec specs[kAbis * kCallNumbers] = {};

// Set while recording.
__u32 epoch = 0;
__u32 shutdown = 0;

struct record_losses losses = {};

// Incremented when paths may resolve differently, so that known paths are reported again.
__u64 generation = 0;

struct {
  __uint(type, BPF_MAP_TYPE_TASK_STORAGE);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, int);
  __type(value, struct task_state);
} states SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, 8192);
  __type(key, struct calls_key);
  __type(value, struct calls_bits);
} calls SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, 1024);
  __type(key, struct unusual_key);
  __type(value, __u8);
} unusual_calls SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, 4096);
  __type(key, struct value_key);
  __type(value, __u8);
} values SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 1 << 25);
} records SEC(".maps");

// A cache, not a set: an entry that was overwritten is reported again.
struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, kSeenSlots);
  __type(key, __u32);
  __type(value, __u64);
} seen SEC(".maps");

struct scratch {
  struct record record;
  char bytes[kTextSize + 2 * kPathSize];
};

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, struct scratch);
} scratches SEC(".maps");

static const struct calls_bits no_calls = {};
static const __u8 present = 1;

#if defined(__TARGET_ARCH_x86)
static __always_inline __u8 abi_of(struct task_struct* task) {
  return (BPF_CORE_READ(task, thread_info.status) & 2) != 0;  // TS_COMPAT
}
static __always_inline long number_of(struct pt_regs* regs) {
  return BPF_CORE_READ(regs, orig_ax);
}
static __always_inline void read_arguments(struct pt_regs* regs, __u8 abi, __u64* into) {
  if (abi != 0) {
    into[0] = (__u32)BPF_CORE_READ(regs, bx);
    into[1] = (__u32)BPF_CORE_READ(regs, cx);
    into[2] = (__u32)BPF_CORE_READ(regs, dx);
    into[3] = (__u32)BPF_CORE_READ(regs, si);
    into[4] = (__u32)BPF_CORE_READ(regs, di);
    into[5] = (__u32)BPF_CORE_READ(regs, bp);
  } else {
    into[0] = BPF_CORE_READ(regs, di);
    into[1] = BPF_CORE_READ(regs, si);
    into[2] = BPF_CORE_READ(regs, dx);
    into[3] = BPF_CORE_READ(regs, r10);
    into[4] = BPF_CORE_READ(regs, r8);
    into[5] = BPF_CORE_READ(regs, r9);
  }
}
#elif defined(__TARGET_ARCH_arm64)
static __always_inline __u8 abi_of(struct task_struct* task) {
  return 0;
}
static __always_inline long number_of(struct pt_regs* regs) {
  return BPF_CORE_READ(regs, syscallno);
}
static __always_inline void read_arguments(struct pt_regs* regs, __u8 abi, __u64* into) {
  into[0] = BPF_CORE_READ(regs, orig_x0);
  for (int i = 1; i < 6; ++i) into[i] = BPF_CORE_READ(regs, regs[i]);
}
#endif

static __always_inline __u8 phase_of(const struct task_state* state) {
  if (!state->on_image) return kRuntime;
  return state->phase_on_image == kApp && shutdown ? kShutdown : state->phase_on_image;
}

static __always_inline struct calls_key key_of(const struct task_state* state, __u8 abi) {
  return (struct calls_key){
      .program = state->program, .epoch = epoch, .phase = phase_of(state), .abi = abi};
}

static __always_inline struct calls_bits* bits_of(const struct calls_key* key) {
  struct calls_bits* bits = bpf_map_lookup_elem(&calls, key);
  if (bits) return bits;
  bpf_map_update_elem(&calls, key, &no_calls, BPF_NOEXIST);  // or another CPU has inserted it
  bits = bpf_map_lookup_elem(&calls, key);
  if (!bits) __sync_fetch_and_add(&losses.maps_full, 1);
  return bits;
}

static __always_inline int is_same(const struct calls_key* a, const struct calls_key* b) {
  return a->program == b->program && a->epoch == b->epoch && a->phase == b->phase &&
         a->abi == b->abi;
}

static __always_inline void note_call(struct task_state* state, __u8 abi, __u64 number,
                                      int is_denied) {
  const struct calls_key key = key_of(state, abi);
  if (number >= kCallNumbers) {
    struct unusual_key unusual = {.calls = key, .number = number};
    if (!bpf_map_lookup_elem(&unusual_calls, &unusual) &&
        bpf_map_update_elem(&unusual_calls, &unusual, &present, BPF_ANY) != 0) {
      __sync_fetch_and_add(&losses.maps_full, 1);
    }
    return;
  }
  const __u32 word = (number / 64) & (kCallNumbers / 64 - 1);
  const __u64 bit = 1ULL << (number % 64);
  const int is_known_as_this = is_same(&state->known_as, &key);
  if (is_known_as_this && (state->known[word] & bit) != 0 && !is_denied) return;
  struct calls_bits* bits = bits_of(&key);
  if (!bits) return;
  if (!is_known_as_this) {
    state->known_as = key;
    __builtin_memset(state->known, 0, sizeof state->known);
  }
  state->known[word] |= bit;
  if ((bits->entered[word] & bit) == 0) __sync_fetch_and_or(&bits->entered[word], bit);
  if (is_denied && (bits->denied[word] & bit) == 0) __sync_fetch_and_or(&bits->denied[word], bit);
}

static __always_inline const volatile struct path_spec* spec_of(__u8 abi, __u64 number) {
  if (number >= kCallNumbers) return 0;
  return &specs[(abi & 1) * kCallNumbers + number];
}

static __always_inline __u64 argument_at(const __u64* arguments, __s8 index) {
  switch (index) {
    case 0:
      return arguments[0];
    case 1:
      return arguments[1];
    case 2:
      return arguments[2];
    case 3:
      return arguments[3];
    case 4:
      return arguments[4];
    case 5:
      return arguments[5];
    default:
      return 0;
  }
}

static __always_inline void note_value(struct pt_regs* regs, __u8 abi, __u64 number,
                                       const volatile struct path_spec* spec) {
  __u64 arguments[6];
  read_arguments(regs, abi, arguments);
  __u64 value = argument_at(arguments, spec->value);
  int is_unknown = 0;
  if (spec->value_is_struct) {
    const void* address = (const void*)value;
    value = 0;
    is_unknown = bpf_probe_read_user(&value, sizeof value, address) != 0;
  }
  struct value_key key = {
      .value = value & spec->value_mask, .number = number, .abi = abi, .is_unknown = is_unknown};
  if (bpf_map_lookup_elem(&values, &key)) return;
  if (bpf_map_update_elem(&values, &key, &present, BPF_ANY) != 0) {
    __sync_fetch_and_add(&losses.maps_full, 1);
  }
}

SEC("tp_btf/sys_enter")
int BPF_PROG(on_enter, struct pt_regs* regs, long number) {
  struct task_struct* task = bpf_get_current_task_btf();
  struct task_state* state = bpf_task_storage_get(&states, task, 0, 0);
  if (!state) return 0;
  const __u8 abi = abi_of(task);
  note_call(state, abi, number, 0);
  state->entered = (__u32)number + 1;
  const volatile struct path_spec* spec = spec_of(abi, number);
  if (!spec) return 0;
  if (spec->value >= 0 && state->on_image) note_value(regs, abi, number, spec);
  state->former_root = 0;
  if (spec->changes_directories) {
    state->former_root = (__u64)BPF_CORE_READ(task, fs, root.dentry);
    state->former_cwd = (__u64)BPF_CORE_READ(task, fs, pwd.dentry);
  }
  return 0;
}

static __always_inline int on_image(struct dentry* dentry) {
  return dentry && BPF_CORE_READ(dentry, d_sb, s_dev) == image_device;
}

static __always_inline __u64 identity(struct dentry* dentry) {
  return dentry ? BPF_CORE_READ(dentry, d_inode, i_ino) : 0;
}

static __always_inline struct dentry* descriptor(struct task_struct* task, int number) {
  struct fdtable* table = BPF_CORE_READ(task, files, fdt);
  if (!table || (__u32)number >= BPF_CORE_READ(table, max_fds)) return 0;
  struct file** slots = BPF_CORE_READ(table, fd);
  struct file* file = 0;
  if (bpf_probe_read_kernel(&file, sizeof file, slots + number) != 0 || !file) return 0;
  return BPF_CORE_READ(file, f_path.dentry);
}

static __always_inline __u64 mix(__u64 hash, __u64 word) {
  hash = (hash ^ word) * 0x9e3779b97f4a7c15ULL;
  return hash ^ (hash >> 29);
}

static __always_inline struct scratch* own_scratch(void) {
  const __u32 zero = 0;
  return bpf_map_lookup_elem(&scratches, &zero);
}

// This and put_place() are not static, so that the verifier checks each function once, not at each
// call.
__noinline __u64 hash_text(__u64 hash, __u32 offset, __u32 length) {
  struct scratch* scratch = own_scratch();
  if (!scratch) return hash;
  for (__u32 done = 0; done < kPathSize; done += 8) {
    if (done >= length) break;
    __u64 word = *(__u64*)(scratch->bytes + ((offset + done) & (kTextSize - 1)));
    const __u32 left = length - done;
    if (left < 8) word &= (1ULL << (left * 8)) - 1;
    hash = mix(hash, word);
  }
  return mix(hash, length);
}

enum place { kRoot, kFirstBase, kSecondBase };

// Writes the path components from a dentry up to the image's root at offset; returns the offset
// after them.
__noinline __u32 put_place(__u64 address, __u32 offset, __u32 which) {
  struct dentry* dentry = (struct dentry*)address;
  struct scratch* scratch = own_scratch();
  if (!scratch) return offset;
  struct record_place* place = which == kRoot        ? &scratch->record.root
                               : which == kFirstBase ? &scratch->record.base[0]
                                                     : &scratch->record.base[1];
  place->kind = dentry ? kElsewhere : kNowhere;
  if (!on_image(dentry)) return offset;
  const __u32 begin = offset;
  for (int depth = 0; depth < kMaxDepth; ++depth) {
    struct dentry* parent = BPF_CORE_READ(dentry, d_parent);
    if (parent == dentry || !parent) {
      place->kind = kOnImage;
      place->length = offset - begin;
      return offset;
    }
    if (offset >= kTextSize) break;
    const long length = bpf_probe_read_kernel_str(scratch->bytes + (offset & (kTextSize - 1)),
                                                  kNameSize, BPF_CORE_READ(dentry, d_name.name));
    if (length <= 0) break;
    offset += length;
    dentry = parent;
  }
  place->kind = kUnreadable;
  return begin;
}

static __always_inline struct scratch* fresh_scratch(void) {
  struct scratch* scratch = own_scratch();
  if (scratch) __builtin_memset(&scratch->record, 0, sizeof scratch->record);
  return scratch;
}

static __always_inline void fill_header(struct record* record, struct task_struct* task,
                                        const struct task_state* state, __u8 abi) {
  record->abi = abi;
  record->phase = phase_of(state);
  record->epoch = epoch;
  record->tgid = BPF_CORE_READ(task, tgid);
  record->tid = BPF_CORE_READ(task, pid);
  record->mount_namespace = BPF_CORE_READ(task, nsproxy, mnt_ns, ns.inum);
  record->program = state->program;
}

static __always_inline int was_seen(__u64 hash) {
  const __u32 slot = hash & (kSeenSlots - 1);
  __u64* known = bpf_map_lookup_elem(&seen, &slot);
  if (!known) return 0;
  if (*known == hash) return 1;
  *known = hash;
  return 0;
}

static __always_inline void send(struct scratch* scratch, __u32 length) {
  scratch->record.text_length = length;
  __u64 size = sizeof(struct record) + (__u64)length;
  asm volatile(""
               : "+r"(size));  // else the compiler checks a copy, which the verifier does not track
  if (size > sizeof *scratch) size = sizeof *scratch;
  if (bpf_ringbuf_output(&records, scratch, size, 0) != 0) {
    __sync_fetch_and_add(&losses.ring_full, 1);
  }
}

// The directory that a path is relative to: that of its dirfd, or the working directory.
static __always_inline struct dentry* base_of(struct task_struct* task, const __u64* arguments,
                                              __s8 index, struct dentry* cwd) {
  if (index < 0) return cwd;
  const int number = (int)argument_at(arguments, index);
  return number == kCwd ? cwd : descriptor(task, number);
}

// N if the path begins with "/proc/self/fd/N", which cannot be resolved when the caller is gone;
// else -1.
static __always_inline int descriptor_named(const char* path) {
  static const char prefix[] = "/proc/self/fd/";
  char text[24] = {};
  bpf_probe_read_kernel(text, sizeof text, path);
  for (int i = 0; i < (int)sizeof prefix - 1; ++i) {
    if (text[i] != prefix[i]) return -1;
  }
  int number = 0;
  for (int i = sizeof prefix - 1; i < (int)sizeof text - 1; ++i) {
    if (text[i] < '0' || text[i] > '9') break;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

// The base directory of path i. An absolute path needs none; there it is what /proc/self in the
// path may lead to.
static __always_inline struct dentry* base_of_path(struct task_struct* task,
                                                   struct scratch* scratch,
                                                   const volatile struct path_spec* spec, __u32 i,
                                                   __u32 offset, struct dentry* cwd) {
  const char* text = scratch->bytes + (offset & (kTextSize - 1));
  if (scratch->record.text[i & 1] == 0 || *text != '/' || spec->has_open_how) {
    return base_of(task, scratch->record.arguments, spec->directory[i & 1], cwd);
  }
  const int number = descriptor_named(text);
  return number < 0 ? cwd : descriptor(task, number);
}

// Copies text i of the call to offset; returns the offset after it.
static __noinline __u32 read_text(struct scratch* scratch, const volatile struct path_spec* spec,
                                  __u32 i, __u32 offset) {
  if (!scratch || !spec) return offset;
  struct record* record = &scratch->record;
  const __u8 kind = spec->kind[i & 1];
  const __s8 index = spec->argument[i & 1];
  const void* address = (const void*)argument_at(record->arguments, index);
  char* into = scratch->bytes + (offset & (kTextSize - 1));
  if (!address) return offset;
  long length = 0;
  if (kind == kPathArgument) {
    length = bpf_probe_read_user_str(into, kPathSize, address);
  } else if (kind == kAddressArgument) {
    __u64 size = (__u32)argument_at(record->arguments, index + 1);
    __u16 family = 0;
    if (size <= sizeof family) return offset;
    if (bpf_probe_read_user(&family, sizeof family, address) == 0 && family != kUnix) return offset;
    if (size > kAddressSize) size = kAddressSize;
    length = bpf_probe_read_user(into, size, address);
    if (length == 0) length = size;
  }
  if (length < 0) {
    record->unreadable |= 1 << (i & 1);
    return offset;
  }
  if (length > kPathSize) length = kPathSize;
  record->text[i & 1] = length;
  return offset + length;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_exit, struct pt_regs* regs, long result) {
  struct task_struct* task = bpf_get_current_task_btf();
  struct task_state* state = bpf_task_storage_get(&states, task, 0, 0);
  if (!state) return 0;
  const __u64 number = number_of(regs);
  const __u32 error = result < 0 && result >= -kMaxErrno ? -result : 0;
  const __u8 abi = abi_of(task);
  const int is_denied = error == kPerm || error == kAccess || error == kNoSys;
  // A call that a seccomp filter refuses, or its listener answers, is never entered. After
  // rt_sigreturn there is no number.
  const int was_entered = state->entered == (__u32)number + 1 || (long)number < 0;
  if (is_denied || !was_entered) note_call(state, abi, number, is_denied);
  state->entered = 0;
  const volatile struct path_spec* spec = spec_of(abi, number);
  if (!spec || spec->kind[0] == kNoArgument) return 0;
  if (error >= kRestart && error <= kRestartLast) return 0;  // the kernel restarts it

  struct dentry* root = BPF_CORE_READ(task, fs, root.dentry);
  struct dentry* cwd = BPF_CORE_READ(task, fs, pwd.dentry);
  if (spec->changes_directories && state->former_root) {
    root = (struct dentry*)state->former_root;
    cwd = (struct dentry*)state->former_cwd;
  }
  // A runtime outside the container's root uses files of the host only.
  if (!state->on_image && !on_image(root)) return 0;

  struct scratch* scratch = fresh_scratch();
  if (!scratch) return 0;
  struct record* record = &scratch->record;
  record->kind = kPathRecord;
  record->number = number;
  record->error = error;
  fill_header(record, task, state, abi);
  read_arguments(regs, abi, record->arguments);
  if (spec->has_open_how) {
    const void* how = (const void*)argument_at(record->arguments, spec->flags);
    if (bpf_probe_read_user(record->open_how, sizeof record->open_how, how) != 0) {
      record->unreadable |= 4;
    }
  }
  __u32 end = read_text(scratch, spec, 0, 0);
  if (spec->kind[1] != kNoArgument) end = read_text(scratch, spec, 1, end);
  // A socket address of another family.
  if (spec->kind[0] == kAddressArgument && end == 0 && record->unreadable == 0) return 0;

  struct dentry* bases[2] = {0, 0};
  for (int i = 0; i < 2; ++i) {
    if (spec->kind[i] == kDescriptorArgument) {
      bases[i] = base_of(task, record->arguments, spec->argument[i], cwd);
    } else if (spec->kind[i] == kPathArgument) {
      bases[i] = base_of_path(task, scratch, spec, i, i == 0 ? 0 : record->text[0], cwd);
    } else if (spec->kind[i] == kAddressArgument) {
      bases[i] = cwd;
    }
  }

  if (spec->invalidates && error == 0) __sync_fetch_and_add(&generation, 1);
  __u64 hash = mix(mix(seed, generation), state->program);
  hash = mix(hash, ((__u64)epoch << 32) | number << 16 | record->phase << 8 | abi);
  hash = mix(hash, ((__u64)error << 32) | record->mount_namespace);
  hash = mix(hash, identity(root));
  hash = mix(hash, identity(bases[0]));
  hash = mix(hash, identity(bases[1]));
  hash = mix(hash, spec->flags >= 0 && !spec->has_open_how
                       ? argument_at(record->arguments, spec->flags)
                       : mix(record->open_how[0], record->open_how[2]));
  hash = mix(hash, record->unreadable);
  hash = hash_text(hash, 0, record->text[0]);
  hash = hash_text(hash, record->text[0], record->text[1]);
  if (was_seen(hash)) return 0;

  end = put_place((__u64)root, end, kRoot);
  end = put_place((__u64)bases[0], end, kFirstBase);
  end = put_place((__u64)bases[1], end, kSecondBase);
  send(scratch, end);
  return 0;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct* task, int former_pid, struct linux_binprm* program) {
  struct task_state* state = bpf_task_storage_get(&states, task, 0, 0);
  if (!state) return 0;
  struct dentry* file = BPF_CORE_READ(program, file, f_path.dentry);
  struct dentry* root = BPF_CORE_READ(task, fs, root.dentry);
  const int is_image_program = on_image(file) && on_image(root);
  struct scratch* scratch = fresh_scratch();
  if (scratch && (is_image_program || state->on_image)) {
    struct record* record = &scratch->record;
    record->kind = kExecRecord;
    fill_header(record, task, state, 0);
    record->new_program = is_image_program ? identity(file) : 0;
    if (is_image_program && !state->on_image) record->error = state->phase_on_image;
    long length =
        bpf_probe_read_kernel_str(scratch->bytes, kPathSize, BPF_CORE_READ(program, filename));
    if (length < 0) length = 0;
    record->text[0] = length;
    __u32 end = length & (2 * kPathSize - 1);
    const __u64 begin = BPF_CORE_READ(task, mm, arg_start);
    __u64 size = BPF_CORE_READ(task, mm, arg_end) - begin;
    if (size > kPathSize) size = kPathSize;
    if (bpf_probe_read_user(scratch->bytes + end, size, (const void*)begin) == 0) {
      record->text[1] = size;
      end += size;
    }
    end = put_place((__u64)root, end, kRoot);
    end = put_place((__u64)BPF_CORE_READ(task, fs, pwd.dentry), end, kFirstBase);
    end = put_place((__u64)file, end, kSecondBase);
    send(scratch, end);
  }
  if (is_image_program) {
    state->on_image = 1;
    state->program = identity(file);
  } else {
    state->program = 0;
  }
  return 0;
}

SEC("tp_btf/sched_process_fork")
int BPF_PROG(on_fork, struct task_struct* parent, struct task_struct* child) {
  struct task_state* state = bpf_task_storage_get(&states, parent, 0, 0);
  if (!state) return 0;
  struct task_state* its = bpf_task_storage_get(&states, child, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
  if (!its) {
    __sync_fetch_and_add(&losses.untracked, 1);
    return 0;
  }
  *its = *state;
  return 0;
}

// Capabilities that the kernel checks for the task itself, not with the credentials of the mounter,
// which overlayfs uses temporarily.
SEC("tp_btf/cap_capable")
int BPF_PROG(on_capability, const struct cred* cred, struct user_namespace* target,
             const struct user_namespace* capable, int capability, int result) {
  if (result != 0) return 0;
  struct task_struct* task = bpf_get_current_task_btf();
  struct task_state* state = bpf_task_storage_get(&states, task, 0, 0);
  if (!state || !state->on_image) return 0;
  const struct cred* own = BPF_CORE_READ(task, real_cred);
  if (cred != own || BPF_CORE_READ(task, cred) != own) return 0;
  if (capability == kSysAdmin) {
    const __u32 entered = state->entered;
    if (entered == 0) return 0;  // a page fault
    const volatile struct path_spec* spec = spec_of(abi_of(task), entered - 1);
    if (spec && spec->allocates) return 0;
  }
  const struct calls_key key = key_of(state, 0);
  struct calls_bits* bits = bits_of(&key);
  const __u64 bit = 1ULL << (capability & 63);
  if (bits && (bits->capabilities & bit) == 0) __sync_fetch_and_or(&bits->capabilities, bit);
  return 0;
}

static __always_inline int names_a_path(__u8 operation) {
  switch (operation) {
    case IORING_OP_STATX:
    case IORING_OP_RENAMEAT:
    case IORING_OP_UNLINKAT:
    case IORING_OP_MKDIRAT:
    case IORING_OP_SYMLINKAT:
    case IORING_OP_LINKAT:
    case IORING_OP_SETXATTR:
    case IORING_OP_GETXATTR:
      return 1;
    default:
      return 0;
  }
}

// The paths cannot be read here: the kernel may already have copied them, or they are in the memory
// of another thread (IORING_SETUP_SQPOLL). So only their number is recorded.
SEC("tp_btf/io_uring_submit_req")
int BPF_PROG(on_submit, struct io_kiocb* request) {
  struct task_struct* task = bpf_get_current_task_btf();
  struct task_state* state = bpf_task_storage_get(&states, task, 0, 0);
  if (!state) state = bpf_task_storage_get(&states, task->group_leader, 0, 0);
  if (state && names_a_path(BPF_CORE_READ(request, opcode))) {
    __sync_fetch_and_add(&losses.submitted, 1);
  }
  return 0;
}
