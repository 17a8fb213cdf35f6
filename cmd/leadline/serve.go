package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/internal/service"
	"leadline/internal/service/blob"
	"leadline/internal/service/codeguru"
	"leadline/internal/service/oidc"
	"leadline/internal/service/rest"
	"leadline/internal/service/store"
	"leadline/internal/service/ui"
	"leadline/internal/service/worker"
	"leadline/rules"
)

// serving is what the commands around the service are asked.
type serving struct {
	Listen, Data, Database, BaseURL string
	Blobs                           string
	Workers, Jobs                   int
	Scan                            string
	Exit, Detach, Halt, Verbose     bool
	Posting                         posting
	OIDC                            oidc.Options
}

func (v *serving) places(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&v.Data, "data", dataDir(), "the `DIR`ectory that holds everything: database, contents, work in progress")
	f.Lookup("data").DefValue = "~/.local/share/leadline" // help is the same on every machine
	f.StringVar(&v.Database, "database", "", "a PostgreSQL database instead of the embedded one: postgres://USER@HOST/`NAME` (or LEADLINE_DATABASE)")
	f.StringVar(&v.Blobs, "blobs", "", "a bucket for contents instead of a directory: s3://HOST/`BUCKET`; keys from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	f.BoolVarP(&v.Verbose, "verbose", "v", false, "log every request of the queue and the database too")
}

func serveCommand(s *streams) *cobra.Command {
	v := &serving{}
	c := &cobra.Command{
		Use:   "serve",
		Short: "Run the service where findings live, with its dashboard",
		Long: "Run the service: scans are sent to it, findings are kept there, followed across edits and\n" +
			"branches, and triaged in a browser. Nothing needs to be configured: the database, the contents\n" +
			"and the worker are in this process and in one directory.\n\n" +
			"The first start prints a token for the first administrator; it is also kept in DIR/admin-token,\n" +
			"which only you can read. leadline admin token makes another.",
		Example: "  leadline serve\n" +
			"  leadline serve --listen 0.0.0.0:8417 --base-url https://leadline.example.org --data /var/lib/leadline\n" +
			"  leadline serve --database postgres://leadline@db/leadline --workers 0\n" +
			"  leadline serve --scan . --detach     # scan this directory into it and leave it running\n" +
			"  leadline serve --stop",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case v.Halt:
				return v.stop(s)
			case v.Detach:
				return v.detach(c.Context(), s)
			}
			return v.run(c.Context(), s)
		},
	}
	v.places(c)
	f := c.Flags()
	f.StringVar(&v.Listen, "listen", "127.0.0.1:8417", "the `ADDRESS` to listen at")
	f.StringVar(&v.BaseURL, "base-url", "", "how browsers reach the service, when that is not the address: https://`HOST`")
	f.IntVar(&v.Workers, "workers", 1, "how many scans run at once in this process; 0 leaves them to leadline worker")
	f.IntVar(&v.Jobs, "jobs", runtime.GOMAXPROCS(0), "how many files of a scan are worked on at once")
	v.Posting.flags(c)
	f.StringVar(&v.OIDC.Issuer, "oidc-issuer", "", "let browsers sign in through this OpenID provider: `https://HOST`; the secret is in LEADLINE_OIDC_SECRET")
	f.StringVar(&v.OIDC.Client, "oidc-client", "", "the `ID` that the provider knows this service by")
	f.StringVar(&v.OIDC.Name, "oidc-name", "your organisation", "what people `CALL` the provider")
	f.StringVar(&v.Scan, "scan", "", "scan this `DIR`ectory into the service once it runs")
	f.BoolVar(&v.Exit, "exit-after-scan", false, "end when that scan has ended")
	f.BoolVar(&v.Detach, "detach", false, "leave the service running in the background")
	f.BoolVar(&v.Halt, "stop", false, "stop the service that runs in the background")
	return c
}

func dataDir() string {
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "leadline")
	}
	if home, err := os.UserHomeDir(); err == nil {
		return filepath.Join(home, ".local", "share", "leadline")
	}
	return "leadline-data"
}

// house is an opened service and what must be closed behind it.
type house struct {
	service *service.Service
	worker  *worker.Worker
	lock    io.Closer
	chores  []chore // beyond those of every process
}

func (h *house) close() error { return errors.Join(h.service.Store.Close(), h.lock.Close()) }

// open opens the service's data. With workers it can do scans.
func (v *serving) open(ctx context.Context, s *streams, workers int) (*house, error) {
	if err := os.MkdirAll(v.Data, 0o700); err != nil {
		return nil, &status{exitIncomplete, fmt.Errorf("make the data directory: %w", err)}
	}
	h := &house{lock: io.NopCloser(nil)}
	if v.Database == "" {
		v.Database = os.Getenv("LEADLINE_DATABASE")
	}
	database := v.Database
	if database == "" {
		// One process owns the embedded database.
		lock, err := lockFile(filepath.Join(v.Data, "lock"))
		if err != nil {
			return nil, usage("%s is in use by another leadline: %w", v.Data, err)
		}
		h.lock = lock
		database = filepath.Join(v.Data, "leadline.db")
	}
	if err := v.wire(ctx, s, h, database, workers); err != nil {
		return nil, errors.Join(&status{exitIncomplete, err}, h.lock.Close())
	}
	return h, nil
}

// contents opens the keeper of contents.
func (v *serving) contents() (service.Blobs, error) {
	if v.Blobs == "" {
		return blob.OpenDir(filepath.Join(v.Data, "blobs"))
	}
	return blob.OpenS3(v.Blobs, os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY"))
}

// wire puts the rooms of the service together.
func (v *serving) wire(ctx context.Context, s *streams, h *house, database string, workers int) error {
	known, err := loadCatalogue(&config.Project{})
	if err != nil {
		return err
	}
	blobs, err := v.contents()
	if err != nil {
		return err
	}
	level := slog.LevelInfo
	quiet := slog.LevelWarn
	if v.Verbose {
		quiet = slog.LevelDebug
	}
	svc := &service.Service{Blobs: blobs, Rules: known.known(), Versions: ruleVersions(known.rules), Engine: build(), Now: service.Clock,
		Log: slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: level}))}
	work := filepath.Join(v.Data, "work")
	if v.Database == "" {
		// What a process that died was laying out is of no use to anybody.
		if err := os.RemoveAll(work); err != nil {
			return fmt.Errorf("clear the work directory: %w", err)
		}
	}
	if err := os.MkdirAll(work, 0o700); err != nil {
		return fmt.Errorf("make the work directory: %w", err)
	}
	h.service = svc
	h.worker = &worker.Worker{Service: svc, Dir: work, Jobs: max(v.Jobs, 1), Build: build(), Version: version,
		Cache: cache.OpenDir(filepath.Join(v.Data, "cache"), build()),
		Catalogue: func(p *config.Project) (*rule.Set, *model.Set, error) {
			if len(p.Settings.Models)+len(p.Settings.RuleFiles())+len(p.Settings.Known) == 0 {
				return known.rules, known.models, nil
			}
			c, err := loadCatalogue(p)
			if err != nil {
				return nil, nil, err
			}
			return c.rules, c.models, nil
		}}
	svc.Tester = h.worker
	svc.Store, err = store.Open(ctx, database, store.Options{Workers: workers, Run: h.worker.Run,
		Logger: slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: quiet}))})
	return err
}

// ruleVersions are hashes of the rules' folders: a changed rule is another version.
func ruleVersions(set *rule.Set) map[string]string {
	out := map[string]string{}
	for _, r := range set.Rules {
		sum := sha256.New()
		err := fs.WalkDir(rules.FS, r.ID, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.Contains(path, "/testdata/") || filepath.Ext(path) == ".md" {
				return err
			}
			data, err := fs.ReadFile(rules.FS, path)
			sum.Write(data)
			return err
		})
		if err == nil {
			out[r.ID] = hex.EncodeToString(sum.Sum(nil)[:6])
		}
	}
	return out
}

// run serves until ctx ends.
func (v *serving) run(ctx context.Context, s *streams) error {
	out, err := v.Posting.open()
	if err != nil {
		return err
	}
	if (v.OIDC.Issuer == "") != (v.OIDC.Client == "") {
		return usage("--oidc-issuer and --oidc-client go together")
	}
	listener, err := net.Listen("tcp", v.Listen)
	if err != nil {
		return usage("listen at %s: %w; choose another address with --listen", v.Listen, err)
	}
	h, err := v.open(ctx, s, v.Workers)
	if err != nil {
		listener.Close()
		return err
	}
	token, err := h.service.Begin(ctx)
	if err == nil && token != "" {
		err = os.WriteFile(v.tokenFile(), []byte(token+"\n"), 0o600)
	}
	if err == nil {
		err = h.service.Store.Work(context.WithoutCancel(ctx))
	}
	if err != nil {
		listener.Close()
		return errors.Join(&status{exitIncomplete, err}, h.close())
	}
	handler, _ := rest.New(rest.Options{Service: h.service, Version: version, BaseURL: v.BaseURL, UI: ui.Handler(), OIDC: v.provider(listener)})
	face := &codeguru.Face{Service: h.service, BaseURL: v.BaseURL}
	h.chores = append(h.chores, chore{720, "uploads that became no scan were dropped", face.Expire})
	server := &http.Server{Handler: face.Beside(handler), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(h.service.Log.Handler(), slog.LevelWarn)}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	address := v.address(listener)
	if err := h.service.Reached(ctx, address); err != nil {
		h.service.Log.Warn("messages will have no links", "error", err)
	}
	v.greet(s, address, token)
	stop, cancel := context.WithCancel(ctx)
	tended := make(chan struct{})
	go func() {
		defer close(tended)
		h.tend(stop)
	}()
	posted := make(chan struct{})
	go func() {
		defer close(posted)
		h.messages(stop, out)
	}()
	err = v.first(ctx, s, address)
	if err == nil && (v.Scan == "" || !v.Exit) {
		select {
		case <-ctx.Done():
		case err = <-ended:
			err = &status{exitIncomplete, err}
		}
	}
	cancel()
	<-tended
	<-posted
	return errors.Join(err, h.shut(server))
}

// grace is how long requests and scans may take to end.
const grace = 10 * time.Second

// shut ends in order: no new requests, no new jobs, then the database.
func (h *house) shut(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close() // somebody still follows a scan
	}
	return errors.Join(err, h.service.Store.Stop(ctx), h.close())
}

// chore is what has to be done from time to time.
type chore struct {
	every int // beats
	what  string
	do    func(context.Context) (int, error)
}

// beat is how often a process says that it lives.
const beat = 5 * time.Second

// tend does what has to be done from time to time, until ctx ends.
func (h *house) tend(ctx context.Context) {
	svc := h.service
	chores := append([]chore{
		{1, "scans of workers that died were given back", func(ctx context.Context) (int, error) {
			n, err := svc.Store.Renew(ctx, svc.Now())
			return int(n), err
		}},
		{2, "scans without a job were failed", svc.Reap},
		{12, "accepted risks have ended", svc.EndRisks},
		{240, "rules changed their state", svc.Probation},
		{120, "owners were reminded", svc.Remind},
		{720, "old messages were dropped", svc.ForgetSent},
		{720, "contents of old trees were dropped", svc.Expire},
	}, h.chores...)
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for n := 0; ; n++ {
		for _, c := range chores {
			if n%c.every != 0 {
				continue
			}
			if did, err := c.do(ctx); err != nil && ctx.Err() == nil {
				svc.Log.Error("a chore failed", "chore", c.what, "error", err)
			} else if did > 0 {
				svc.Log.Info(c.what, "number", did)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (v *serving) tokenFile() string { return filepath.Join(v.Data, "admin-token") }

func (v *serving) address(l net.Listener) string {
	if v.BaseURL != "" {
		return strings.TrimSuffix(v.BaseURL, "/")
	}
	return "http://" + l.Addr().String()
}

// provider is where browsers may sign in; nil for tokens only.
func (v *serving) provider(l net.Listener) *oidc.Provider {
	if v.OIDC.Issuer == "" {
		return nil
	}
	v.OIDC.Secret, v.OIDC.Back = os.Getenv("LEADLINE_OIDC_SECRET"), v.address(l)+"/v1/oidc/callback"
	return oidc.Open(v.OIDC)
}

// greet says where the service is and, the first time, how to get in. The
// token stands behind the # of the address, which browsers keep to themselves.
func (v *serving) greet(s *streams, address, token string) {
	if token == "" {
		fmt.Fprintf(s.out, "Leadline serves at %s\n", address)
		return
	}
	fmt.Fprintf(s.out, "Leadline serves at %s\n\n  Sign in:     %s/#token=%s\n  Admin token: %s\n               (also in %s)\n\n", address, address, token, token, v.tokenFile())
	if !ui.Built() {
		fmt.Fprint(s.out, "This binary has no dashboard: make dashboard build, with Node 20 or newer, puts it in.\n")
	}
}

// first scans what --scan names into the service.
func (v *serving) first(ctx context.Context, s *streams, address string) error {
	if v.Scan == "" {
		return nil
	}
	token, err := os.ReadFile(v.tokenFile())
	if err != nil {
		return usage("--scan uses the token that the first start wrote: %w", err)
	}
	r := &request{Paths: []string{v.Scan}, Format: "text", Jobs: 1, NoCache: true, Remote: address, Token: strings.TrimSpace(string(token)), Ref: "main", Brief: true}
	err = runScan(ctx, s, r)
	var st *status
	if errors.As(err, &st) && st.code == exitFindings {
		return nil
	}
	return err
}
