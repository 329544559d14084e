// The members of kernel structures that the BPF program reads. libbpf takes their real offsets from
// the running kernel's BTF when it loads the program (CO-RE), so no other members are declared
// here.
#pragma once

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct qstr {
  const unsigned char* name;
};
struct super_block {
  unsigned int s_dev;
};
struct inode {
  unsigned long i_ino;
};
struct dentry {
  struct dentry* d_parent;
  struct qstr d_name;
  struct inode* d_inode;
  struct super_block* d_sb;
};
struct path {
  struct dentry* dentry;
};
struct fs_struct {
  struct path root;
  struct path pwd;
};
struct file {
  struct path f_path;
};
struct fdtable {
  unsigned int max_fds;
  struct file** fd;
};
struct files_struct {
  struct fdtable* fdt;
};
struct ns_common {
  unsigned int inum;
};
struct mnt_namespace {
  struct ns_common ns;
};
struct nsproxy {
  struct mnt_namespace* mnt_ns;
};
struct mm_struct {
  unsigned long arg_start;
  unsigned long arg_end;
};
struct thread_info {
  unsigned int status;
};
struct user_namespace;
struct cred {
  int usage;
};
struct io_kiocb {
  unsigned char opcode;
};
struct task_struct {
  struct thread_info thread_info;
  int pid;
  int tgid;
  struct task_struct* group_leader;
  const struct cred* real_cred;
  const struct cred* cred;
  struct mm_struct* mm;
  struct fs_struct* fs;
  struct files_struct* files;
  struct nsproxy* nsproxy;
};
struct linux_binprm {
  struct file* file;
  const char* filename;
};
#if defined(__TARGET_ARCH_x86)
struct pt_regs {
  unsigned long bp, bx, r10, r9, r8, cx, dx, si, di, orig_ax;
};
#elif defined(__TARGET_ARCH_arm64)
struct pt_regs {
  unsigned long regs[31];
  unsigned long orig_x0;
  int syscallno;
};
#endif

#pragma clang attribute pop
