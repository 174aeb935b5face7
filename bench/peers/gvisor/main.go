// One operation of gVisor's own code, timed: gvisor OPERATION SIZE COUNT MILLISECONDS prints nanoseconds per call, a line
// for each fifth of a millisecond. OPERATION is one of those in `operations`. Memory is a MemoryManager over a MemoryFile, as
// it is in gVisor; system calls are its handlers, without the way to them from the processor.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"time"

	"gvisor.dev/gvisor/pkg/hostarch"
	"gvisor.dev/gvisor/pkg/safemem"
	"gvisor.dev/gvisor/pkg/sentry/arch"
	"gvisor.dev/gvisor/pkg/sentry/kernel"
	"gvisor.dev/gvisor/pkg/sentry/memmap"
	"gvisor.dev/gvisor/pkg/sentry/syscalls/linux"
	"gvisor.dev/gvisor/pkg/usermem"
)

const (
	page = hostarch.PageSize
	// Bytes from segment to segment, and those of a struct iovec.
	stride  = 8000
	iovec   = 16
	samples = 200 * time.Microsecond
)

var (
	task *kernel.Task
	opts = usermem.IOOpts{AddressSpaceActive: true}
)

// mapped is private anonymous memory, which nobody has touched.
func mapped(length int) hostarch.Addr {
	at, err := task.MemoryManager().MMap(task, memmap.MMapOpts{
		Length:   uint64(length),
		Perms:    hostarch.ReadWrite,
		MaxPerms: hostarch.AnyAccess,
		Private:  true,
	})
	must(err)
	return at
}

// filled is memory that holds what is not zero.
func filled(length int) hostarch.Addr {
	at := mapped(length)
	bytes := make([]byte, length)
	for i := range bytes {
		bytes[i] = 0x5a
	}
	copyOut(at, bytes)
	return at
}

func copyOut(at hostarch.Addr, bytes []byte) {
	_, err := task.MemoryManager().CopyOut(task, at, bytes, opts)
	must(err)
}

func touch(at hostarch.Addr) {
	_, err := task.MemoryManager().ZeroOut(task, at, 8, opts)
	must(err)
}

// segments are ranges of memory, and where their iovecs are.
func segments(size, count int) (hostarch.AddrRangeSeq, hostarch.Addr) {
	base := filled(9 << 20)
	ranges := make([]hostarch.AddrRange, count)
	bytes := make([]byte, count*iovec)
	for i := range ranges {
		start := base + hostarch.Addr(i*stride)
		ranges[i] = hostarch.AddrRange{Start: start, End: start + hostarch.Addr(size)}
		binary.LittleEndian.PutUint64(bytes[i*iovec:], uint64(start))
		binary.LittleEndian.PutUint64(bytes[i*iovec+8:], uint64(size))
	}
	iov := mapped(len(bytes))
	copyOut(iov, bytes)
	return hostarch.AddrRangeSeqFromSlice(ranges), iov
}

// arguments of a system call.
func arguments(values ...uint64) (args arch.SyscallArguments) {
	for i, value := range values {
		args[i].Value = uintptr(value)
	}
	return
}

type handler = func(*kernel.Task, arch.SyscallArguments) (uintptr, *kernel.SyscallControl, error)

// call is a system call that moves `bytes`.
func call(handler handler, bytes int, values ...uint64) func() {
	args := arguments(values...)
	return func() {
		n, _, err := handler(task, args)
		must(err)
		if int(n) != bytes {
			panic(n)
		}
	}
}

// operations of SIZE and COUNT, each made once and then called.
var operations = map[string]func(size, count int) func(){
	"copyOut": func(size, _ int) func() {
		at, host := filled(2<<20), make([]byte, size)
		return func() { copyOut(at, host) }
	},
	"copyIn": func(size, _ int) func() {
		at, host := filled(2<<20), make([]byte, size)
		return func() {
			_, err := task.MemoryManager().CopyIn(task, at, host, opts)
			must(err)
		}
	},
	"zeroOut": func(size, _ int) func() {
		at := filled(2 << 20)
		return func() {
			_, err := task.MemoryManager().ZeroOut(task, at, int64(size), opts)
			must(err)
		}
	},
	"import": func(size, count int) func() {
		_, iov := segments(size, count)
		return func() {
			_, err := task.CopyInIovecs(iov, count)
			must(err)
		}
	},
	"copyOutFrom": func(size, count int) func() {
		ranges, _ := segments(size, count)
		blocks := safemem.BlockSeqOf(safemem.BlockFromSafeSlice(make([]byte, size*count)))
		return func() {
			_, err := task.MemoryManager().CopyOutFrom(task, ranges, &safemem.BlockSeqReader{Blocks: blocks}, opts)
			must(err)
		}
	},
	"copyInTo": func(size, count int) func() {
		ranges, _ := segments(size, count)
		blocks := safemem.BlockSeqOf(safemem.BlockFromSafeSlice(make([]byte, size*count)))
		return func() {
			_, err := task.MemoryManager().CopyInTo(task, ranges, &safemem.BlockSeqWriter{Blocks: blocks}, opts)
			must(err)
		}
	},
	"preadv":  func(size, count int) func() { return positioned(linux.Preadv, size, count) },
	"pwritev": func(size, count int) func() { return positioned(linux.Pwritev, size, count) },
	"readv":   func(size, count int) func() { return fromStart(linux.Readv, size, count) },
	"writev":  func(size, count int) func() { return fromStart(linux.Writev, size, count) },
	// Into a pipe, and out of it.
	"pipe": func(size, count int) func() {
		_, iov := segments(size, count)
		at := mapped(page)
		_, _, err := linux.Pipe2(task, arguments(uint64(at), 0))
		must(err)
		fds := make([]byte, 8)
		_, err = task.MemoryManager().CopyIn(task, at, fds, opts)
		must(err)
		from, to := binary.LittleEndian.Uint32(fds), binary.LittleEndian.Uint32(fds[4:])
		write := call(linux.Writev, size*count, uint64(to), uint64(iov), uint64(count))
		read := call(linux.Readv, size*count, uint64(from), uint64(iov), uint64(count))
		return func() {
			write()
			read()
		}
	},
	// mmap and munmap of SIZE bytes.
	"map": func(size, _ int) func() {
		return func() { must(task.MemoryManager().MUnmap(task, mapped(size), uint64(size))) }
	},
	// The same, and one store.
	"fault": func(size, _ int) func() {
		return func() {
			at := mapped(size)
			touch(at)
			must(task.MemoryManager().MUnmap(task, at, uint64(size)))
		}
	},
	// A store to each page of SIZE bytes, which are then given back.
	"touch": func(size, _ int) func() {
		at := mapped(size)
		return func() {
			for i := 0; i < size; i += page {
				touch(at + hostarch.Addr(i))
			}
			must(task.MemoryManager().Decommit(at, uint64(size)))
		}
	},
	// A fork of COUNT mappings, of SIZE bytes in all, that cannot be merged; and its end.
	"fork": func(size, count int) func() {
		at := filled(size)
		for i := 1; i < count; i += 2 {
			each := size / count
			must(task.MemoryManager().MProtect(at+hostarch.Addr(i*each), uint64(each), hostarch.AnyAccess, false))
		}
		return func() {
			child, err := task.MemoryManager().Fork(task)
			must(err)
			child.DecUsers(task)
		}
	},
	// The same, with a store to each page in between.
	"copyOnWrite": func(size, _ int) func() {
		at := filled(size)
		return func() {
			child, err := task.MemoryManager().Fork(task)
			must(err)
			for i := 0; i < size; i += page {
				touch(at + hostarch.Addr(i))
			}
			child.DecUsers(task)
		}
	},
}

// file is one that holds 8 MiB.
func file() uint64 {
	fd := uint64(open(task, "file"))
	const bytes = 8 << 20
	_, _, err := linux.Pwrite64(task, arguments(fd, uint64(filled(bytes)), bytes, 0))
	must(err)
	return fd
}

func positioned(handler handler, size, count int) func() {
	_, iov := segments(size, count)
	return call(handler, size*count, file(), uint64(iov), uint64(count), 0)
}

func fromStart(handler handler, size, count int) func() {
	_, iov := segments(size, count)
	fd := file()
	seek, move := call(linux.Lseek, 0, fd, 0, 0), call(handler, size*count, fd, uint64(iov), uint64(count))
	return func() {
		seek()
		move()
	}
}

func main() {
	size, _ := strconv.Atoi(os.Args[2])
	count, _ := strconv.Atoi(os.Args[3])
	limit, _ := strconv.ParseFloat(os.Args[4], 64)
	task = newTask()
	operation := operations[os.Args[1]](size, count)

	sample := func(calls int) time.Duration {
		start := time.Now()
		for i := 0; i < calls; i++ {
			operation()
		}
		return time.Since(start)
	}
	calls := 1
	for took := sample(calls); took < samples; took = sample(calls) {
		calls *= 2
	}
	for start := time.Now(); ; {
		fmt.Printf("%.2f\n", float64(sample(calls).Nanoseconds())/float64(calls))
		if time.Since(start).Seconds()*1000 >= limit {
			return
		}
	}
}
