// A kernel of gVisor's with one task, as far as a system call needs it: its platform, which would let the host's processor
// run programs, is empty. So nothing is ever mapped for a program, which is to its advantage.
package main

import (
	"os"

	"gvisor.dev/gvisor/pkg/abi/linux"
	"gvisor.dev/gvisor/pkg/context"
	"gvisor.dev/gvisor/pkg/cpuid"
	"gvisor.dev/gvisor/pkg/fspath"
	"gvisor.dev/gvisor/pkg/hostarch"
	"gvisor.dev/gvisor/pkg/memutil"
	"gvisor.dev/gvisor/pkg/seccomp"
	"gvisor.dev/gvisor/pkg/sentry/arch"
	"gvisor.dev/gvisor/pkg/sentry/fsimpl/tmpfs"
	"gvisor.dev/gvisor/pkg/sentry/kernel"
	"gvisor.dev/gvisor/pkg/sentry/kernel/auth"
	"gvisor.dev/gvisor/pkg/sentry/kernel/sched"
	"gvisor.dev/gvisor/pkg/sentry/limits"
	"gvisor.dev/gvisor/pkg/sentry/memmap"
	"gvisor.dev/gvisor/pkg/sentry/mm"
	"gvisor.dev/gvisor/pkg/sentry/pgalloc"
	"gvisor.dev/gvisor/pkg/sentry/platform"
	"gvisor.dev/gvisor/pkg/sentry/time"
	"gvisor.dev/gvisor/pkg/sentry/usage"
	"gvisor.dev/gvisor/pkg/sentry/vfs"
)

type noPlatform struct {
	platform.MMapMinAddr
	platform.NoCPUPreemptionDetection
	platform.UseHostGlobalMemoryBarrier
}

func (noPlatform) SupportsAddressSpaceIO() bool             { return false }
func (noPlatform) CooperativelySchedulesAddressSpace() bool { return false }
func (noPlatform) MapUnit() uint64                          { return 0 }
func (noPlatform) MaxUserAddress() hostarch.Addr            { return 0x7ffffffff000 }
func (noPlatform) SyscallFilters() seccomp.SyscallRules     { return nil }
func (noPlatform) NewContext(context.Context) platform.Context {
	return noContext{}
}
func (noPlatform) NewAddressSpace(any) (platform.AddressSpace, <-chan struct{}, error) {
	return noSpace{}, nil, nil
}

type noContext struct{ platform.Context }

type noSpace struct{ platform.NoAddressSpaceIO }

func (noSpace) MapFile(hostarch.Addr, memmap.File, memmap.FileRange, hostarch.AccessType, bool) error {
	return nil
}
func (noSpace) Unmap(hostarch.Addr, uint64) {}
func (noSpace) Release()                    {}
func (noSpace) PreFork()                    {}
func (noSpace) PostFork()                   {}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func memoryFile() *pgalloc.MemoryFile {
	fd, err := memutil.CreateMemFD("memory", 0)
	must(err)
	file, err := pgalloc.NewMemoryFile(os.NewFile(uintptr(fd), "memory"), pgalloc.MemoryFileOpts{})
	must(err)
	return file
}

// newTask makes a kernel, and in it a task whose root is a tmpfs.
func newTask() *kernel.Task {
	must(usage.Init())
	k := &kernel.Kernel{Platform: &noPlatform{}}
	k.SetMemoryFile(memoryFile())
	params, err := k.MemoryFile().Allocate(hostarch.PageSize, pgalloc.AllocOpts{Kind: usage.System})
	must(err)
	clocks := kernel.NewTimekeeper(k, params)
	clocks.SetClocks(time.NewCalibratedClocks())
	user := auth.NewRootUserNamespace()
	creds := auth.NewRootCredentials(user)
	must(k.Init(kernel.InitKernelArgs{
		FeatureSet:                  cpuid.HostFeatureSet().Fixed(),
		Timekeeper:                  clocks,
		RootUserNamespace:           user,
		ApplicationCores:            1,
		RootUTSNamespace:            kernel.NewUTSNamespace("bench", "", user),
		RootIPCNamespace:            kernel.NewIPCNamespace(user),
		RootAbstractSocketNamespace: kernel.NewAbstractSocketNamespace(),
		PIDNamespace:                kernel.NewRootPIDNamespace(user),
	}))
	ctx := k.SupervisorContext()
	k.VFS().MustRegisterFilesystemType(tmpfs.Name, &tmpfs.FilesystemType{}, &vfs.RegisterFilesystemTypeOptions{})
	mounts, err := k.VFS().NewMountNamespace(ctx, creds, "", tmpfs.Name, &vfs.MountOptions{})
	must(err)
	root := mounts.Root()
	root.IncRef()

	ac := arch.New(arch.AMD64)
	space := mm.NewMemoryManager(k, k, false)
	_, err = space.SetMmapLayout(ac, limits.NewLimitSet())
	must(err)
	must(space.Activate(ctx))
	network := k.RootNetworkNamespace()
	network.IncRef()
	task, err := k.TaskSet().NewTask(ctx, &kernel.TaskConfig{
		Kernel: k,
		ThreadGroup: k.NewThreadGroup(k.RootPIDNamespace(), kernel.NewSignalHandlers(), linux.SIGCHLD,
			limits.NewLimitSet()),
		TaskImage:               &kernel.TaskImage{Name: "bench", Arch: ac, MemoryManager: space},
		FSContext:               kernel.NewFSContext(root, root, 0o22),
		FDTable:                 k.NewFDTable(),
		Credentials:             creds,
		NetworkNamespace:        network,
		AllowedCPUMask:          sched.NewFullCPUSet(1),
		UTSNamespace:            k.RootUTSNamespace(),
		IPCNamespace:            k.RootIPCNamespace(),
		AbstractSocketNamespace: k.RootAbstractSocketNamespace(),
		MountNamespace:          mounts,
		UserCounters:            k.GetUserCounters(creds.RealKUID),
	})
	must(err)
	return task
}

// open gives the task a file of its root, made if need be. It returns the descriptor.
func open(t *kernel.Task, name string) int32 {
	root := t.FSContext().RootDirectory()
	file, err := t.Kernel().VFS().OpenAt(t, t.Credentials(), &vfs.PathOperation{
		Root: root, Start: root, Path: fspath.Parse(name),
	}, &vfs.OpenOptions{Flags: linux.O_RDWR | linux.O_CREAT, Mode: 0o644})
	must(err)
	fd, err := t.NewFDFrom(0, file, kernel.FDFlags{})
	must(err)
	return fd
}
