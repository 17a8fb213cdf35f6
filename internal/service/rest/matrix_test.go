package rest

import (
	"net/http"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
)

// need is what an operation asks of a caller. Operations without a project in
// their address are open to every signed-in caller, or to administrators.
type need struct {
	role  service.Role // in the project; "" for any signed-in caller
	scope service.Scope
	admin bool // of the whole service
	// managers of any project may too; whoever makes a project manages it, as
	// the matrix does on its way.
	managers bool
	whole    bool // a token must have all scopes
	body     any
	query    string
}

// needs names every operation: one that is not here fails the test, so that no
// route escapes it. Bodies are valid, so that only the rights decide.
var needs = map[string]need{
	"me":                 {},
	"list-users":         {admin: true, managers: true, scope: service.Manage},
	"add-user":           {admin: true, scope: service.Manage, body: map[string]any{"login": "somebody"}},
	"disable-user":       {admin: true, scope: service.Manage},
	"audit":              {role: service.Admin, scope: service.Manage, query: "project=shop"},
	"list-tokens":        {scope: service.Read},
	"add-token":          {scope: service.Read, body: map[string]any{"name": "x", "scopes": []string{"read"}}},
	"revoke-token":       {},
	"list-aws-keys":      {scope: service.Read},
	"add-aws-key":        {whole: true, body: map[string]any{"region": "eu-west-1"}},
	"revoke-aws-key":     {},
	"list-members":       {role: service.Viewer, scope: service.Read},
	"set-member":         {role: service.Admin, scope: service.Manage, body: map[string]any{"role": "viewer"}},
	"remove-member":      {role: service.Admin, scope: service.Manage},
	"list-projects":      {scope: service.Read},
	"add-project":        {scope: service.Scans, body: map[string]any{"slug": "fresh"}},
	"get-project":        {role: service.Viewer, scope: service.Read},
	"change-project":     {role: service.Admin, scope: service.Manage, body: map[string]any{"name": "Shop"}},
	"remove-project":     {role: service.Admin, scope: service.Manage},
	"list-refs":          {role: service.Viewer, scope: service.Read},
	"drop-ref":           {role: service.Developer, scope: service.Scans, query: "ref=topic"},
	"add-tree":           {role: service.Developer, scope: service.Scans, body: map[string]any{"files": []any{}}},
	"add-archive":        {role: service.Developer, scope: service.Scans, body: []byte("no zip")},
	"add-blob":           {role: service.Developer, scope: service.Scans, body: []byte("x")},
	"get-file":           {role: service.Viewer, scope: service.Read, query: "path=a.py"},
	"start-scan":         {role: service.Developer, scope: service.Scans, body: map[string]any{"tree": "none"}},
	"list-scans":         {role: service.Viewer, scope: service.Read, query: "project=shop"},
	"get-scan":           {role: service.Viewer, scope: service.Read},
	"cancel-scan":        {role: service.Developer, scope: service.Scans},
	"get-coverage":       {role: service.Viewer, scope: service.Read},
	"get-result":         {role: service.Viewer, scope: service.Read},
	"list-findings":      {role: service.Viewer, scope: service.Read, query: "project=shop"},
	"count-findings":     {role: service.Viewer, scope: service.Read, query: "project=shop"},
	"get-finding":        {role: service.Viewer, scope: service.Read},
	"triage-finding":     {role: service.Developer, scope: service.Triage, body: map[string]any{"verdict": "confirmed"}},
	"triage-findings":    {role: service.Developer, scope: service.Triage, body: map[string]any{"verdict": "confirmed", "ids": []string{"{id}"}}},
	"restore-findings":   {role: service.Developer, scope: service.Triage, body: map[string]any{"former": []any{map[string]any{"id": "{id}", "verdict": "untriaged"}}}},
	"add-events":         {role: service.Viewer, scope: service.Read, body: map[string]any{"events": []any{map[string]any{"finding": "{id}", "kind": "exposed"}}}},
	"diff":               {role: service.Viewer, scope: service.Read, query: "base=main&head=main"},
	"list-rules":         {scope: service.Read},
	"get-rule":           {scope: service.Read},
	"get-inspection":     {role: service.Viewer, scope: service.Read, query: "project=shop"},
	"inspect-finding":    {role: service.Security, scope: service.Triage, body: map[string]any{"verdict": "true"}},
	"churn":              {role: service.Viewer, scope: service.Read, query: "project=shop"},
	"rate-rule":          {role: service.Viewer, scope: service.Read, query: "project=shop"},
	"set-rule":           {role: service.Security, scope: service.Triage, body: map[string]any{"state": "active"}},
	"list-fixes":         {role: service.Viewer, scope: service.Read},
	"verify-fix":         {role: service.Developer, scope: service.Scans},
	"get-trial":          {role: service.Viewer, scope: service.Read},
	"replay-rules":       {role: service.Developer, scope: service.Scans, body: map[string]any{"project": "shop", "to": map[string]any{"rules": []string{"sql-injection"}}}},
	"test-rule":          {scope: service.Scans, body: map[string]any{}},
	"list-rule-versions": {role: service.Viewer, scope: service.Read, query: "project=shop"},
	"summary":            {role: service.Viewer, scope: service.Read, query: "project=shop"},
	"import-findings":    {role: service.Developer, scope: service.Scans, body: map[string]any{"version": "1"}},
	"list-notebooks":     {role: service.Viewer, scope: service.Read},
	"list-hooks":         {role: service.Admin, scope: service.Manage},
	"add-hook":           {role: service.Admin, scope: service.Manage, body: map[string]any{"url": "https://example.org/hook"}},
	"remove-hook":        {role: service.Admin, scope: service.Manage},
	"try-hook":           {role: service.Admin, scope: service.Manage},
	"list-policies":      {role: service.Viewer, scope: service.Read},
	"set-policies":       {role: service.Security, scope: service.Triage, body: map[string]any{"items": []any{}}},
	"gate":               {role: service.Viewer, scope: service.Read, query: "head=main"},
	"get-device":         {},
	"decide-device":      {body: map[string]any{"allow": false}},
	"get-wish":           {},
	"set-wish":           {body: map[string]any{"mail": "each"}},
	"time-to-fix":        {role: service.Viewer, scope: service.Read, query: "project=shop"},
	"trend":              {role: service.Viewer, scope: service.Read, query: "project=shop"},
}

// follow-scan answers before it knows whether the scan may be seen; TestStream
// looks at what it says.
var apart = map[string]bool{"sign-in": true, "sign-in-ways": true, "sign-out": true, "follow-scan": true, "ask-device": true, "device-token": true}

// TestAuthorisation asks every operation as everybody.
func TestAuthorisation(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	scan := w.scan("shop", "main", map[string]string{"a.py": vulnerable}, nil)
	finding := w.findings("project=shop")[0].ID
	tokens := map[string]string{"anonymous": "", "service admin": w.token}
	for _, login := range []string{"outsider", "viewer", "developer", "security", "admin of shop"} {
		var secret secretView
		name := strings.Fields(login)[0]
		if name == "admin" {
			name = "boss"
		}
		w.do("POST", "/v1/users", map[string]any{"login": name}, &secret)
		tokens[login] = secret.Token
		if login != "outsider" {
			role := name
			if role == "boss" {
				role = "admin"
			}
			w.do("PUT", "/v1/projects/shop/members/"+name, map[string]any{"role": role}, nil)
		}
	}
	roles := map[string]service.Role{"viewer": service.Viewer, "developer": service.Developer, "security": service.Security, "admin of shop": service.Admin, "service admin": service.Admin}
	narrow := map[service.Scope]string{}
	for _, scope := range service.Scopes {
		var secret secretView
		w.do("POST", "/v1/tokens", map[string]any{"name": "narrow", "scopes": []service.Scope{scope}}, &secret)
		narrow[scope] = secret.Token
	}
	fill := strings.NewReplacer("{project}", "shop", "{tree}", scan.Tree, "{sha256}", strings.Repeat("b", 64), "{login}", "nobody", "{rule}", "sql-injection", "{fix}", finding+".0")
	_, description := New(Options{Service: &service.Service{}, Version: "1"})
	asked := 0
	for path, item := range description.Paths {
		for method, op := range operations(item) {
			n, ok := needs[op.OperationID]
			if !ok {
				if !apart[op.OperationID] {
					t.Errorf("%s %s: nobody says who may do %s", method, path, op.OperationID)
				}
				continue
			}
			id := finding
			if strings.HasPrefix(path, "/v1/scans/") || strings.HasPrefix(path, "/v1/trials/") {
				id = scan.ID
			}
			at := strings.ReplaceAll(fill.Replace(path), "{id}", id)
			if n.query != "" {
				at += "?" + n.query
			}
			ask := func(token string) int {
				asked++
				status, _ := w.call(token, method, at, filled(n.body, finding))
				return status
			}
			for who, token := range tokens {
				if op.OperationID == "remove-project" && roles[who] == service.Admin {
					continue // it would take the others' project away
				}
				if got, want := ask(token), wanted(n, who, roles[who]); !want(got) {
					t.Errorf("%s as %s: status %d", op.OperationID, who, got)
				}
			}
			for scope, token := range narrow {
				if !n.whole {
					break
				}
				if got := ask(token); got != http.StatusForbidden {
					t.Errorf("%s with the scope %s alone: status %d", op.OperationID, scope, got)
				}
			}
			if n.scope == "" || op.OperationID == "remove-project" {
				continue
			}
			for scope, token := range narrow {
				if got := ask(token); (got == http.StatusForbidden) != (scope != n.scope) {
					t.Errorf("%s with the scope %s: status %d", op.OperationID, scope, got)
				}
			}
		}
	}
	t.Logf("%d requests", asked)
}

// wanted tells which status a caller must get.
func wanted(n need, who string, has service.Role) func(int) bool {
	is := func(want int) func(int) bool { return func(got int) bool { return got == want } }
	let := func(got int) bool { return got != 401 && got != 403 && got < 500 }
	rank := map[service.Role]int{"": 0, service.Viewer: 1, service.Developer: 2, service.Security: 3, service.Admin: 4}
	switch {
	case who == "anonymous":
		return is(401)
	case n.admin && who != "service admin":
		return func(got int) bool { return got == 403 || got == 200 && n.managers }
	case n.admin || n.role == "":
		return let
	case has == "":
		return is(404)
	case rank[has] < rank[n.role]:
		return is(403)
	}
	return let
}

func operations(item *huma.PathItem) map[string]*huma.Operation {
	out := map[string]*huma.Operation{}
	for method, op := range map[string]*huma.Operation{"GET": item.Get, "PUT": item.Put, "POST": item.Post, "DELETE": item.Delete, "PATCH": item.Patch, "HEAD": item.Head, "OPTIONS": item.Options} {
		if op != nil {
			out[method] = op
		}
	}
	return out
}

// filled puts an id into a body.
func filled(v any, id string) any {
	switch v := v.(type) {
	case string:
		return strings.ReplaceAll(v, "{id}", id)
	case []string:
		out := make([]string, len(v))
		for i := range v {
			out[i] = strings.ReplaceAll(v[i], "{id}", id)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = filled(v[i], id)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for k := range v {
			out[k] = filled(v[k], id)
		}
		return out
	}
	return v
}

// TestStream: a stream tells nothing to whom its scan is not for.
func TestStream(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	scan := w.scan("shop", "main", map[string]string{"a.py": vulnerable}, nil)
	var secret secretView
	w.do("POST", "/v1/users", map[string]any{"login": "outsider"}, &secret)
	if _, data := w.call(secret.Token, "GET", "/v1/scans/"+scan.ID+"/events", nil); len(data) > 0 {
		t.Errorf("an outsider hears %q", data)
	}
	if status, _ := w.call("", "GET", "/v1/scans/"+scan.ID+"/events", nil); status != 401 {
		t.Errorf("nobody gets status %d", status)
	}
}
