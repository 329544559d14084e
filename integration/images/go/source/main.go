// A server in one static file: time zones, certificates, types, users and services come from the image, if they are
// there.
package main

import (
	"fmt"
	"log"
	"mime"
	"net"
	"net/http"
	"os"
	"os/signal"
	"os/user"
	"syscall"
	"time"
)

// A page's answer, or why there is none.
type page func(query func(string) string) (string, error)

var pages = map[string]page{
	"/": func(query func(string) string) (string, error) { return "Hello from Go", nil },
	"/time": func(query func(string) string) (string, error) {
		zone, err := time.LoadLocation(query("zone"))
		if err != nil {
			return "", err
		}
		return time.Unix(0, 0).In(zone).Format(time.RFC3339), nil
	},
	"/fetch": func(query func(string) string) (string, error) {
		answer, err := http.Get(query("url"))
		if err != nil {
			return "", err
		}
		defer answer.Body.Close()
		return fmt.Sprint(answer.StatusCode), nil
	},
	"/type": func(query func(string) string) (string, error) { return mime.TypeByExtension(query("of")), nil },
	"/user": func(query func(string) string) (string, error) {
		found, err := user.Lookup(query("name"))
		if err != nil {
			return "", err
		}
		return found.Uid, nil
	},
	"/port": func(query func(string) string) (string, error) {
		port, err := net.LookupPort("tcp", query("name"))
		return fmt.Sprint(port), err
	},
}

func main() {
	for path, answer := range pages {
		answer := answer
		http.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			text, err := answer(r.URL.Query().Get)
			if err != nil {
				http.Error(w, err.Error(), 500)
				return
			}
			fmt.Fprintln(w, text)
		})
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	go func() { log.Fatal(http.ListenAndServe(":8080", nil)) }()
	<-stop
}
