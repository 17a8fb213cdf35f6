// Package rest knows HTTP: the service's methods as resources, who is asking,
// problems as RFC 9457 says, and the OpenAPI description that is written out
// from these very types. It must not know SQL, nor decide what anybody may do.
//
// Its window is api/openapi.yaml.
package rest

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"syscall"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"leadline/internal/service"
	"leadline/internal/service/oidc"
	"leadline/internal/service/store"
)

// Options say how the service is offered.
type Options struct {
	Service *service.Service
	// Version is the program's.
	Version string
	// BaseURL is how the service is reached from outside, "" for as it comes.
	BaseURL string
	// UI is the dashboard.
	UI http.Handler
	// Page renders a rule's page as HTML; nil leaves it as text.
	Page func(markdown string) string
	// OIDC is where browsers may sign in; nil for tokens only.
	OIDC *oidc.Provider
}

// api is the service over HTTP.
type api struct {
	*service.Service
	options Options
}

// cookie holds a browser's session.
const cookie = "leadline_session"

// New is the handler of everything, and the description of the API.
func New(o Options) (http.Handler, *huma.OpenAPI) {
	mux := http.NewServeMux()
	config := huma.DefaultConfig("Leadline", o.Version)
	config.Info.Description = "The service where findings live: upload a tree, scan it, follow the scan, triage what it found. " +
		"Authenticate with a bearer token; faults are problems as RFC 9457 describes them."
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/v1/openapi", "", ""
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token":   {Type: "http", Scheme: "bearer", Description: "A token made under Settings or with leadline admin token."},
		"session": {Type: "apiKey", In: "cookie", Name: cookie, Description: "A browser's session."},
	}
	config.CreateHooks = nil // no $schema links in answers
	h := humago.New(mux, config)
	a := &api{o.Service, o}
	h.UseMiddleware(known(h))
	a.people(h)
	a.keys(h)
	a.projects(h)
	a.scans(h)
	a.findings(h)
	a.rules(h)
	a.trials(h)
	a.hooks(h)
	a.policies(h)
	a.devices(h)
	a.imports(h)
	a.notebooks(h)
	a.provider(h, mux)
	a.metrics(h)
	a.inspections(h)
	if err := a.reference(h, mux); err != nil {
		panic(err) // the page is embedded, and a test renders it
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", a.ready)
	mux.HandleFunc("GET /metrics", a.prometheus)
	if o.UI != nil {
		mux.Handle("/", o.UI)
	}
	guard := http.NewCrossOriginProtection()
	return once(compress(headers(slower(guard.Handler(a.identify(mux)))))), h.OpenAPI()
}

func (a *api) ready(w http.ResponseWriter, r *http.Request) {
	if err := a.Store.Ping(r.Context()); err != nil {
		http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
		return
	}
	w.Write([]byte("ready\n"))
}

// headers are what every answer carries.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if strings.HasPrefix(r.URL.Path, "/v1/") {
			h.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

type actorKey struct{}

// who is what is known about the caller: an actor, or why there is none.
type who struct {
	actor *service.Actor
	err   error
}

// identify finds out who is asking; whether that is enough is for each
// operation.
func (a *api) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var known who
		if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
			known.actor, known.err = a.ByToken(r.Context(), token)
			if known.actor != nil && strings.HasPrefix(r.UserAgent(), "leadline/") {
				known.actor.Surface = "cli"
			}
		} else if c, err := r.Cookie(cookie); err == nil {
			known.actor, known.err = a.BySession(r.Context(), c.Value)
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), actorKey{}, known)))
	})
}

// known refuses whoever is not known before anything else is looked at.
func known(h huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if len(ctx.Operation().Security) > 0 {
			if _, err := caller(ctx.Context()); err != nil {
				status := http.StatusInternalServerError
				var p huma.StatusError
				if errors.As(err, &p) {
					status = p.GetStatus()
				}
				// A caller that has gone is not told.
				_ = huma.WriteErr(h, ctx, status, err.Error())
				return
			}
		}
		next(ctx)
	}
}

// caller is who asks, or the problem to answer with.
func caller(ctx context.Context) (*service.Actor, error) {
	known, _ := ctx.Value(actorKey{}).(who)
	switch {
	case known.err != nil:
		return nil, problem(known.err)
	case known.actor == nil:
		return nil, huma.Error401Unauthorized("sign in, or send a token: Authorization: Bearer ldl_...")
	}
	return known.actor, nil
}

// problem is an error as it is answered. What is not the caller's fault is
// not told to them.
func problem(err error) error {
	var f *service.Fault
	if !errors.As(err, &f) {
		if errors.Is(err, context.Canceled) {
			return huma.NewError(499, "the request was given up")
		}
		if errors.Is(err, store.ErrFull) || errors.Is(err, syscall.ENOSPC) {
			return huma.NewError(http.StatusInsufficientStorage, "the service has no room left; whoever keeps it must make some, then try again")
		}
		if store.Away(err) {
			return huma.Error503ServiceUnavailable("the database cannot be reached now; try again in a moment")
		}
		return huma.Error500InternalServerError("something went wrong on our side; the server's log has it")
	}
	status := map[service.Kind]int{service.Invalid: 422, service.Missing: 404, service.Forbidden: 403, service.Conflict: 409,
		service.TooLarge: 413, service.Unknown: 401, service.TooOften: 429}[f.Kind]
	return huma.NewError(status, f.Message)
}

// guarded marks an operation as needing a caller.
func guarded(id, method, path, tag, summary string) huma.Operation {
	return huma.Operation{OperationID: id, Method: method, Path: "/v1" + path, Tags: []string{tag}, Summary: summary,
		Security: []map[string][]string{{"token": {}}, {"session": {}}}, Errors: []int{401, 403, 404, 422}}
}

// handle registers an operation whose handler knows who asks.
func handle[I, O any](a *api, h huma.API, op huma.Operation, f func(context.Context, *service.Actor, *I) (*O, error)) {
	huma.Register(h, op, func(ctx context.Context, in *I) (*O, error) {
		who, err := caller(ctx)
		if err != nil {
			return nil, err
		}
		out, err := f(ctx, who, in)
		if err != nil {
			var f *service.Fault
			if !errors.As(err, &f) && ctx.Err() == nil {
				a.Log.Error("an operation failed", "operation", op.OperationID, "error", err)
			}
			return nil, problem(err)
		}
		return out, nil
	})
}

// body is an answer of one thing.
type body[T any] struct{ Body T }

func answer[T any](v T) *body[T] { return &body[T]{v} }

// page is an answer of some of many.
type page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"The cursor of the next page; absent on the last one."`
}

func listed[T, U any](rows []T, f func(*T) U) []U {
	out := make([]U, len(rows))
	for i := range rows {
		out[i] = f(&rows[i])
	}
	return out
}
