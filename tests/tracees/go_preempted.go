// Goroutines that open files while others are busy: the scheduler interrupts threads with SIGURG.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
)

const openers, files = 4, 100

func open(first int) {
	for i := first; i < first+files; i++ {
		path := fmt.Sprintf("/many/%d", i)
		if _, err := os.Stat(path); err != nil {
			panic(err)
		}
		file, err := os.Open(path)
		if err != nil {
			panic(err)
		}
		file.Close()
		runtime.GC() // stops all goroutines
	}
}

func main() {
	runtime.GOMAXPROCS(openers)
	preempted := make(chan os.Signal, 1)
	signal.Notify(preempted, syscall.SIGURG)
	var ended atomic.Bool
	for i := 0; i < openers; i++ {
		go func() {
			for n := 0; !ended.Load(); n++ {
			}
		}()
	}
	var work sync.WaitGroup
	for i := 0; i < openers; i++ {
		work.Add(1)
		go func(first int) {
			defer work.Done()
			open(first)
		}(i * files)
	}
	work.Wait()
	<-preempted
	ended.Store(true)
}
