package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	forgeBase = "import subprocess\nfrom flask import request, Flask\napp = Flask(__name__)\n"
	forgeBad  = forgeBase + "\n@app.route('/')\ndef root():\n    return subprocess.run(request.args['c'], shell=True).stdout\n"
)

// host is a stand-in for a code host: it keeps remarks and refuses requests
// that the host's published interface does not allow.
type host struct {
	t       *testing.T
	remarks []*remark
	calls   int
	// hidden are lines that the request does not show.
	hidden bool
}

type remark struct {
	id       int
	body     string
	path     string
	line     int
	resolved bool
}

func (h *host) add(body, path string, line int) *remark {
	r := &remark{id: 100 + len(h.remarks), body: body, path: path, line: line}
	h.remarks = append(h.remarks, r)
	return r
}

func (h *host) find(id string) *remark {
	for _, r := range h.remarks {
		if strconv.Itoa(r.id) == id || "T"+strconv.Itoa(r.id) == id {
			return r
		}
	}
	h.t.Errorf("there is no remark %s", id)
	return &remark{}
}

// fields reads a body that may hold these members and no others; those with a !
// must be there.
func (h *host) fields(w http.ResponseWriter, r *http.Request, known ...string) map[string]any {
	var body map[string]any
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		h.t.Errorf("%s %s: %v", r.Method, r.URL, err)
	}
	names := map[string]bool{}
	for _, k := range known {
		name := strings.TrimSuffix(k, "!")
		names[name] = true
		if _, ok := body[name]; !ok && name != k {
			h.t.Errorf("%s %s lacks %s", r.Method, r.URL.Path, name)
		}
	}
	for k := range body {
		if !names[k] {
			h.t.Errorf("%s %s has a member %s", r.Method, r.URL.Path, k)
		}
	}
	return body
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}

type object = map[string]any

// forge is how one host is played, and the environment of a build there; facts are
// the names of what it publishes about its interface, which Gerrit does not.
type forge struct {
	name  string
	facts []string
	env   func(address, topic string) map[string]string
	play  func(h *host) http.Handler
}

func asGitHub(h *host) http.Handler {
	m := http.NewServeMux()
	view := func(r *remark) object {
		return object{"id": r.id, "body": r.body, "path": r.path, "line": r.line}
	}
	m.HandleFunc("GET /repos/o/r/pulls/7/comments", func(w http.ResponseWriter, r *http.Request) {
		// One a page, so that pages are followed.
		n, _ := strconv.Atoi(r.URL.Query().Get("page"))
		list := []object{}
		if n < len(h.remarks) {
			list = append(list, view(h.remarks[n]))
			w.Header().Set("Link", fmt.Sprintf(`<http://%s/repos/o/r/pulls/7/comments?per_page=100&page=%d>; rel="next", <x>; rel="last"`, r.Host, n+1))
		}
		answer(w, list)
	})
	m.HandleFunc("POST /repos/o/r/pulls/7/comments", func(w http.ResponseWriter, r *http.Request) {
		b := h.fields(w, r, "body!", "commit_id!", "path!", "line", "side", "start_line", "start_side", "subject_type")
		if b["line"] == nil && b["subject_type"] != "file" {
			h.t.Error("neither a line nor a file")
		}
		if h.hidden && b["line"] != nil {
			http.Error(w, `{"message":"Validation Failed"}`, http.StatusUnprocessableEntity)
			return
		}
		line, _ := b["line"].(float64)
		w.WriteHeader(http.StatusCreated)
		answer(w, view(h.add(b["body"].(string), b["path"].(string), int(line))))
	})
	m.HandleFunc("PATCH /repos/o/r/pulls/comments/{id}", func(w http.ResponseWriter, r *http.Request) {
		found := h.find(r.PathValue("id"))
		found.body = h.fields(w, r, "body!")["body"].(string)
		answer(w, view(found))
	})
	m.HandleFunc("POST /graphql", func(w http.ResponseWriter, r *http.Request) {
		b := h.fields(w, r, "query!", "variables!")
		variables := b["variables"].(object)
		if strings.HasPrefix(b["query"].(string), "mutation") {
			h.find(variables["id"].(string)).resolved = true
			answer(w, object{"data": object{}})
			return
		}
		if variables["owner"] != "o" || variables["name"] != "r" || variables["number"] != 7.0 {
			h.t.Errorf("variables %v", variables)
		}
		nodes := []object{}
		for _, x := range h.remarks {
			nodes = append(nodes, object{"id": "T" + strconv.Itoa(x.id), "isResolved": x.resolved, "comments": object{"nodes": []object{{"databaseId": x.id}}}})
		}
		answer(w, object{"data": object{"repository": object{"pullRequest": object{"reviewThreads": object{"pageInfo": object{"hasNextPage": false}, "nodes": nodes}}}}})
	})
	return m
}

func asGitLab(h *host) http.Handler {
	m := http.NewServeMux()
	at := "/projects/12/merge_requests/7"
	view := func(r *remark) object {
		return object{"id": "T" + strconv.Itoa(r.id), "notes": []object{{"id": r.id, "body": r.body, "resolved": r.resolved, "position": object{"new_path": r.path, "new_line": r.line}}}}
	}
	m.HandleFunc("GET "+at, func(w http.ResponseWriter, _ *http.Request) {
		answer(w, object{"diff_refs": object{"base_sha": "b", "start_sha": "s", "head_sha": "h"}})
	})
	m.HandleFunc("GET "+at+"/discussions", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Query().Get("page"))
		list := []object{}
		if n <= len(h.remarks) {
			list = append(list, view(h.remarks[n-1]))
			w.Header().Set("X-Next-Page", strconv.Itoa(n+1))
		}
		answer(w, list)
	})
	m.HandleFunc("POST "+at+"/discussions", func(w http.ResponseWriter, r *http.Request) {
		b := h.fields(w, r, "body!", "position")
		path, line := "", 0
		if p, ok := b["position"].(object); ok {
			for _, k := range []string{"position_type", "base_sha", "start_sha", "head_sha", "new_path", "old_path", "new_line"} {
				if p[k] == nil {
					h.t.Errorf("the position lacks %s", k)
				}
			}
			if h.hidden {
				http.Error(w, `{"message":"400 Bad request - Note {:line_code=>[\"can't be blank\"]}"}`, http.StatusBadRequest)
				return
			}
			path, line = p["new_path"].(string), int(p["new_line"].(float64))
		}
		w.WriteHeader(http.StatusCreated)
		answer(w, view(h.add(b["body"].(string), path, line)))
	})
	m.HandleFunc("PUT "+at+"/discussions/{d}/notes/{id}", func(w http.ResponseWriter, r *http.Request) {
		found := h.find(r.PathValue("id"))
		found.body = h.fields(w, r, "body!")["body"].(string)
		answer(w, object{})
	})
	m.HandleFunc("PUT "+at+"/discussions/{d}", func(w http.ResponseWriter, r *http.Request) {
		h.find(r.PathValue("d")).resolved = h.fields(w, r, "resolved!")["resolved"].(bool)
		answer(w, object{})
	})
	return m
}

func asAzure(h *host) http.Handler {
	m := http.NewServeMux()
	at := "/shop/_apis/git/repositories/rid/pullRequests/7/threads"
	version := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("api-version") == "" {
			h.t.Errorf("%s %s has no api-version", r.Method, r.URL)
		}
	}
	m.HandleFunc("GET "+at, func(w http.ResponseWriter, r *http.Request) {
		version(w, r)
		list := []object{}
		for _, x := range h.remarks {
			list = append(list, object{"id": x.id, "status": map[bool]string{true: "fixed", false: "active"}[x.resolved], "comments": []object{{"id": 1, "content": x.body}}})
		}
		answer(w, object{"value": list, "count": len(list)})
	})
	m.HandleFunc("POST "+at, func(w http.ResponseWriter, r *http.Request) {
		version(w, r)
		b := h.fields(w, r, "comments!", "status!", "threadContext!")
		comment := b["comments"].([]any)[0].(object)
		where := b["threadContext"].(object)
		if comment["parentCommentId"] != 0.0 || comment["commentType"] != "text" {
			h.t.Errorf("comment %v", comment)
		}
		answer(w, object{"id": h.add(comment["content"].(string), strings.TrimPrefix(where["filePath"].(string), "/"), int(where["rightFileStart"].(object)["line"].(float64))).id})
	})
	m.HandleFunc("PATCH "+at+"/{id}/comments/1", func(w http.ResponseWriter, r *http.Request) {
		version(w, r)
		h.find(r.PathValue("id")).body = h.fields(w, r, "content!")["content"].(string)
		answer(w, object{})
	})
	m.HandleFunc("PATCH "+at+"/{id}", func(w http.ResponseWriter, r *http.Request) {
		version(w, r)
		h.find(r.PathValue("id")).resolved = h.fields(w, r, "status!")["status"] == "fixed"
		answer(w, object{})
	})
	return m
}

func asGerrit(h *host) http.Handler {
	m := http.NewServeMux()
	say := func(w http.ResponseWriter, v any) {
		fmt.Fprintln(w, ")]}'")
		json.NewEncoder(w).Encode(v)
	}
	m.HandleFunc("GET /a/changes/7/comments", func(w http.ResponseWriter, _ *http.Request) {
		files := map[string][]object{}
		for _, x := range h.remarks {
			files[x.path] = append(files[x.path], object{"id": strconv.Itoa(x.id), "line": x.line, "message": x.body, "unresolved": !x.resolved})
			if x.resolved { // by an answer of its own
				list := files[x.path]
				list[len(list)-1]["unresolved"] = true
				files[x.path] = append(list, object{"id": "r" + strconv.Itoa(x.id), "in_reply_to": strconv.Itoa(x.id), "message": "gone", "unresolved": false})
			}
		}
		say(w, files)
	})
	m.HandleFunc("POST /a/changes/7/revisions/{rev}/review", func(w http.ResponseWriter, r *http.Request) {
		b := h.fields(w, r, "tag!", "comments!", "omit_duplicate_comments")
		for path, list := range b["comments"].(object) {
			for _, x := range list.([]any) {
				c := x.(object)
				if to, ok := c["in_reply_to"].(string); ok {
					h.find(to).resolved = c["unresolved"] == false
					continue
				}
				h.add(c["message"].(string), path, int(c["line"].(float64)))
			}
		}
		say(w, object{})
	})
	return m
}

func asBitbucket(h *host) http.Handler {
	m := http.NewServeMux()
	at := "/repositories/o/r/pullrequests/7/comments"
	m.HandleFunc("GET "+at, func(w http.ResponseWriter, r *http.Request) {
		list := []object{}
		for _, x := range h.remarks {
			v := object{"id": x.id, "content": object{"raw": x.body}, "inline": object{"path": x.path, "to": x.line}}
			if x.resolved {
				v["resolution"] = object{"type": "comment_resolution"}
			}
			list = append(list, v)
		}
		answer(w, object{"values": list})
	})
	m.HandleFunc("POST "+at, func(w http.ResponseWriter, r *http.Request) {
		b := h.fields(w, r, "type!", "content!", "inline!")
		where := b["inline"].(object)
		if h.hidden {
			http.Error(w, `{"type":"error"}`, http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusCreated)
		answer(w, object{"id": h.add(b["content"].(object)["raw"].(string), where["path"].(string), int(where["to"].(float64))).id})
	})
	m.HandleFunc("PUT "+at+"/{id}", func(w http.ResponseWriter, r *http.Request) {
		h.find(r.PathValue("id")).body = h.fields(w, r, "type!", "content!")["content"].(object)["raw"].(string)
		answer(w, object{})
	})
	m.HandleFunc("POST "+at+"/{id}/resolve", func(w http.ResponseWriter, r *http.Request) {
		h.find(r.PathValue("id")).resolved = true
		answer(w, object{})
	})
	return m
}

// TestForges follows a request through its life at each code host: a finding
// comes, is looked at again, moves, goes away and comes back.
func TestForges(t *testing.T) {
	for _, f := range []forge{
		{"github", []string{"github", "github-graphql"}, func(a, topic string) map[string]string {
			return map[string]string{"GITHUB_ACTIONS": "true", "GITHUB_API_URL": a, "GITHUB_REPOSITORY": "o/r", "GITHUB_EVENT_PATH": eventFile(t, topic)}
		}, asGitHub},
		{"gitlab", []string{"gitlab"}, func(a, topic string) map[string]string {
			return map[string]string{"GITLAB_CI": "true", "CI_API_V4_URL": a, "CI_PROJECT_ID": "12", "CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
		}, asGitLab},
		{"azure", []string{"azure"}, func(a, topic string) map[string]string {
			return map[string]string{"TF_BUILD": "True", "SYSTEM_COLLECTIONURI": a + "/", "SYSTEM_TEAMPROJECT": "shop", "BUILD_REPOSITORY_ID": "rid",
				"SYSTEM_PULLREQUEST_PULLREQUESTID": "7", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"}
		}, asAzure},
		{"gerrit", nil, func(a, topic string) map[string]string {
			return map[string]string{"GERRIT_URL": a, "GERRIT_CHANGE_NUMBER": "7", "GERRIT_PATCHSET_NUMBER": "1"}
		}, asGerrit},
		{"bitbucket", []string{"bitbucket"}, func(a, topic string) map[string]string {
			return map[string]string{"LEADLINE_FORGE_API": a, "BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_PR_ID": "7", "BITBUCKET_REPO_FULL_NAME": "o/r",
				"BITBUCKET_PR_DESTINATION_BRANCH": "main", "BITBUCKET_COMMIT": topic}
		}, asBitbucket},
	} {
		t.Run(f.name, func(t *testing.T) { followRequest(t, &f) })
	}
}

func eventFile(t *testing.T, topic string) string {
	name := filepath.Join(t.TempDir(), "event.json")
	event := fmt.Sprintf(`{"pull_request":{"number":7,"base":{"ref":"main","sha":""},"head":{"ref":"topic","sha":%q}}}`, topic)
	if err := os.WriteFile(name, []byte(event), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func followRequest(t *testing.T, f *forge) {
	h := &host{t: t}
	var published hostFacts
	for _, name := range f.facts {
		one := loadFacts(t, name)
		published.Operations = append(published.Operations, one.Operations...)
		if one.Graph != nil {
			published.Graph = one.Graph
		}
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.calls++
		if h.calls == 1 { // hosts put callers off
			w.Header().Set("Retry-After", "0")
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
		if r.Header.Get("Authorization") == "" && r.Header.Get("Private-Token") == "" {
			http.Error(w, "who", http.StatusUnauthorized)
			return
		}
		if f.facts != nil {
			if fault := published.refuses(r); fault != "" {
				t.Errorf("%s %s: the published interface does not allow it: %s", r.Method, r.URL, fault)
				http.Error(w, fault, http.StatusTeapot)
				return
			}
		}
		f.play(h).ServeHTTP(w, r)
	}))
	defer server.Close()
	dir := t.TempDir()
	t.Chdir(dir)
	for k, v := range map[string]string{"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
		"GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z", "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z", // a commit that changes nothing keeps its hash
		"XDG_CACHE_HOME": t.TempDir(), "LEADLINE_FORGE_TOKEN": "secret", "GITHUB_ACTIONS": "", "GITLAB_CI": "", "TF_BUILD": "", "JENKINS_URL": "", "GITHUB_STEP_SUMMARY": ""} {
		t.Setenv(k, v)
	}
	git := func(args ...string) string {
		out, err := exec.Command("git", args...).CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	git("init", "-q", "-b", "main")
	commit := func(content, how string) {
		if err := os.WriteFile("app.py", []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		git("add", ".")
		git(slices.DeleteFunc([]string{"commit", "-q", "--allow-empty", "-m", "x", how}, func(s string) bool { return s == "" })...)
	}
	commit(forgeBase, "")
	git("switch", "-q", "-c", "topic")
	h.add("What does this do?", "app.py", 1) // of a person
	step := func(content, how, want string, open int) {
		t.Helper()
		commit(content, how)
		for k, v := range f.env(server.URL, git("rev-parse", "HEAD")) {
			t.Setenv(k, v)
		}
		var out, errs bytes.Buffer
		run(t.Context(), []string{"ci", "--comment", "--monitor", "--format", "change"}, strings.NewReader(""), &out, &errs)
		if !strings.Contains(errs.String(), want) {
			t.Errorf("said %q, want %q", errs.String(), want)
		}
		if strings.Contains(errs.String(), "secret") {
			t.Error("the token is in the log")
		}
		n := 0
		for _, r := range h.remarks[1:] {
			if !r.resolved {
				n++
			}
		}
		if n != open {
			t.Errorf("%d open remarks after %q, want %d", n, want, open)
		}
	}
	step(forgeBad, "", "comments: 1 written, 0 rewritten, 0 resolved", 1)
	if r := h.remarks[1]; r.path != "app.py" || r.line != 7 || !strings.Contains(r.body, "request.args") {
		t.Errorf("remark %+v", *r)
	}
	step(forgeBad, "--amend", "comments: 0 written, 0 rewritten, 0 resolved", 1)
	step(forgeBase, "--amend", "comments: 0 written, 0 rewritten, 1 resolved", 0)
	step(forgeBase, "--amend", "comments: 0 written, 0 rewritten, 0 resolved", 0)
	h.remarks, h.hidden = h.remarks[:1], f.name == "github" || f.name == "gitlab"
	step(forgeBad, "--amend", "comments: 1 written, 0 rewritten, 0 resolved", 1)
	h.remarks[1].body = strings.Replace(h.remarks[1].body, "request.args", "something else", 1)
	if f.name != "gerrit" {
		step(forgeBad, "--amend", "comments: 0 written, 1 rewritten, 0 resolved", 1)
	}
	if h.remarks[0].resolved || h.remarks[0].body != "What does this do?" {
		t.Error("a person's comment was touched")
	}
}
