package main

// room is what one package, or a folder of packages, may import.
type room struct {
	dir string
	// own lists packages of the repository; a trailing slash means all below.
	own []string
	// outside lists modules beyond the standard library.
	outside []string
	// pure rooms do no I/O, read no clock and start no goroutine.
	pure bool
	// fails is set where exported functions may return an error: the loaders.
	fails bool
}

// words are the rooms that every room above may speak.
var words = []string{"internal/text", "internal/lattice"}

// written are the rooms of text as it is written.
var written = []string{"internal/notebook", "internal/plain", "internal/python/syntax", "internal/python/pattern", "internal/python/scope", "internal/suppress"}

// meant are the rooms of Python as it is meant.
var meant = []string{"internal/python/module", "internal/python/exact", "internal/ir", "internal/python/lower", "internal/plain/template", "internal/plain/openapi", "internal/value",
	"internal/python/builtin", "internal/callgraph"}

// flow are the rooms of data flow.
var flow = []string{"internal/taint", "internal/typestate", "internal/cells"}

// judgement are the rooms that decide.
var judgement = []string{"internal/rule", "internal/identity", "internal/baseline", "internal/finding", "internal/model"}

// service are the rooms that the service stands on.
var service = []string{"internal/service/lifecycle", "internal/service/quality", "internal/service/store", "internal/service/blob", "internal/service/post", "internal/service/sarif", "internal/policy"}

// table says who may import whom. The first entry that names a package, or the
// folder that it lies in, holds; a package that none names may not exist.
var table = []room{
	// 1. words
	{dir: "internal/text", pure: true},
	{dir: "internal/lattice", pure: true},
	{dir: "internal/finding", own: []string{"internal/text"}, pure: true},
	{dir: "internal/model", own: []string{"internal/text"}, outside: []string{"github.com/goccy/go-yaml"}, pure: true, fails: true},
	// 2. text as written
	{dir: "internal/notebook", pure: true},
	{dir: "internal/plain/template", own: []string{"internal/python/syntax"}, pure: true},
	{dir: "internal/plain/openapi", own: []string{"internal/python/syntax"}, outside: []string{"github.com/goccy/go-yaml"}, pure: true},
	{dir: "internal/plain", pure: true},
	{dir: "internal/python/syntax", outside: []string{"golang.org/x/text"}, pure: true},
	{dir: "internal/python/pattern", own: []string{"internal/python/syntax"}, pure: true, fails: true}, // it reads what rules write
	{dir: "internal/python/exact", own: []string{"internal/python/syntax"}, pure: true},
	{dir: "internal/python/scope", own: []string{"internal/python/syntax"}, pure: true},
	{dir: "internal/suppress", own: []string{"internal/python/syntax", "internal/finding"}, pure: true},
	// 3. Python as meant
	{dir: "internal/python/module", own: []string{"internal/python/scope"}, pure: true},
	{dir: "internal/ir", pure: true},
	{dir: "internal/python/lower", own: join(written, []string{"internal/ir", "internal/python/module"}), pure: true},
	{dir: "internal/value", own: []string{"internal/ir", "internal/model"}, pure: true},
	{dir: "internal/python/builtin", own: []string{"internal/value", "internal/ir"}, pure: true},
	{dir: "internal/callgraph", own: []string{"internal/ir", "internal/value", "internal/model"}, pure: true},
	// 4. flow
	{dir: "internal/taint", own: []string{"internal/ir", "internal/callgraph", "internal/value", "internal/model", "internal/finding"}, pure: true},
	{dir: "internal/typestate", own: []string{"internal/ir", "internal/callgraph", "internal/value", "internal/model", "internal/finding"}, pure: true},
	{dir: "internal/cells", own: []string{"internal/ir", "internal/value", "internal/callgraph", "internal/model", "internal/notebook", "internal/finding"}, pure: true},
	// 5. judgement; a baseline is read from a file that people edit
	{dir: "internal/rule/ruletest", own: []string{"internal/"}},
	{dir: "internal/rule/semgrep", own: join(written, []string{"internal/rule", "internal/finding", "internal/model"}), outside: []string{"github.com/goccy/go-yaml", "github.com/dlclark/regexp2"}, pure: true, fails: true},
	{dir: "internal/rule", own: join(written, meant, flow, []string{"internal/finding", "internal/model"}), outside: []string{"github.com/goccy/go-yaml"}, pure: true, fails: true},
	{dir: "internal/identity", own: []string{"internal/finding", "internal/notebook", "internal/python/syntax"}, pure: true},
	{dir: "internal/learn", own: []string{"internal/finding", "internal/model", "internal/rule", "internal/python/syntax"}, pure: true},
	{dir: "internal/baseline", own: []string{"internal/finding", "internal/identity"}, pure: true, fails: true},
	{dir: "internal/policy", own: []string{"internal/finding"}, pure: true, fails: true},                                                                                             // it reads what people wrote
	{dir: "internal/witness", own: []string{"internal/finding", "internal/model", "internal/python/syntax"}, outside: []string{"github.com/goccy/go-yaml"}, pure: true, fails: true}, // it reads its tables
	// 6. driver; the engine asks the workspace for files and the settings for what to do
	{dir: "internal/cache"},
	{dir: "internal/image", outside: []string{"github.com/klauspost/compress"}, fails: true},
	{dir: "internal/config", outside: []string{"github.com/pelletier/go-toml/v2"}},
	{dir: "internal/workspace", own: []string{"internal/config"}, outside: []string{"golang.org/x/text"}},
	{dir: "internal/git"},
	{dir: "internal/engine", own: join(written, meant, flow, judgement, []string{"internal/cache", "internal/image", "internal/workspace", "internal/config"})},
	// 7. voice
	{dir: "internal/report", own: []string{"internal/notebook", "internal/finding", "internal/rule"}, outside: []string{"golang.org/x/text"}},
	// 8. edges. The service's rooms stand on one another: pure judgement, the
	// keepers (store, blob), what the service does with them, and its faces.
	{dir: "internal/proof", own: []string{"internal/engine", "internal/rule", "internal/model", "internal/finding", "internal/cache", "internal/config"}},
	{dir: "internal/lsp", own: []string{"internal/engine", "internal/workspace", "internal/finding", "internal/identity", "internal/report", "internal/text", "internal/notebook", "internal/cells", "internal/remote", "internal/git"}, outside: []string{"github.com/creachadair/jrpc2"}},
	{dir: "internal/ci/forges", own: []string{"internal/ci"}},
	{dir: "internal/ci", own: []string{"internal/policy", "internal/git", "internal/finding", "internal/identity", "internal/report", "internal/engine", "internal/workspace", "internal/config", "internal/cache"}},
	{dir: "internal/remote", own: []string{"internal/finding", "internal/report", "internal/config"}},
	{dir: "internal/service/lifecycle", pure: true},
	{dir: "internal/service/quality", pure: true},
	{dir: "internal/service/blob", outside: []string{"github.com/minio/minio-go/v7"}},
	{dir: "internal/service/store", outside: []string{"github.com/google/uuid", "github.com/jackc/pgx/v5", "github.com/pressly/goose/v3", "github.com/riverqueue/river", "modernc.org/sqlite"}},
	{dir: "internal/service/post"},
	{dir: "internal/service/oidc", outside: []string{"github.com/coreos/go-oidc/v3", "golang.org/x/oauth2"}},
	{dir: "internal/service/sarif", pure: true, fails: true},
	{dir: "internal/service/ui"},
	{dir: "internal/service/rest", own: join(service, []string{"internal/service", "internal/service/oidc", "internal/cells", "internal/finding", "internal/config"}), outside: []string{"github.com/danielgtaylor/huma/v2", "golang.org/x/time"}},
	{dir: "internal/service/codeguru", own: []string{"internal/service", "internal/service/store", "internal/finding", "internal/config"}, outside: []string{"github.com/google/uuid", "golang.org/x/time"}},
	{dir: "internal/service/worker", own: []string{"internal/service", "internal/service/blob", "internal/service/store", "internal/engine", "internal/finding", "internal/rule", "internal/rule/ruletest", "internal/model", "internal/identity", "internal/baseline",
		"internal/cache", "internal/cells", "internal/config", "internal/notebook", "internal/python/syntax", "internal/report", "internal/workspace"}},
	{dir: "internal/service", own: join(service, []string{"internal/finding", "internal/identity", "internal/notebook", "internal/config", "internal/workspace"})},
	{dir: "cmd", own: []string{"internal/", "rules", "models"}, outside: []string{"github.com/spf13/cobra", "golang.org/x/term"}},
	{dir: "rules", own: []string{"internal/rule", "internal/plain", "internal/python/syntax"}},
	{dir: "models"},
	{dir: "tools/benchlsp", outside: []string{"github.com/creachadair/jrpc2"}},
	{dir: "tools", own: []string{"internal/", "rules", "models", "tools/"}, outside: []string{"github.com/goccy/go-yaml"}},
	{dir: "bench"},
}

func join(lists ...[]string) []string {
	var out []string
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// banned are standard packages that no pure room may import: they touch the
// disk, the clock, the network, chance, or carry cancellation.
var banned = []string{"context", "os", "os/exec", "time", "net", "net/http", "math/rand", "math/rand/v2", "log", "log/slog", "path/filepath", "syscall"}

// vagueNames say nothing about what a package or file knows.
var vagueNames = []string{"util", "utils", "common", "helper", "helpers", "manager", "misc"}

// forbidden are words that the vocabulary replaces, each with its replacement.
var forbidden = map[string]string{
	"tito": "propagator", "cleanser": "sanitizer", "sourcecode": "text",
}

// ordinary are library names that are also plain words, or parts of Python
// itself, and so may stand in Go.
var ordinary = map[string]bool{"requests": true, "yaml": true, "click": true, "builtins": true, "kinds": true,
	"records": true, "web": true, "agents": true,
	"azure": true, "pyspark": true, "github": true, "gitlab": true, // forges and a language of notebooks, too
	"sh": true, "sha": true, "md5": true, "google": true, "six": true,
	"wget":      true,                                                                     // a program, too
	"anthropic": true, "openai": true, "sendgrid": true, "telegram": true, "twilio": true, // providers of tokens, too
}
