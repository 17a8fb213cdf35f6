package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
)

// gitlabClient is GitLab's own client, whose types say what its interface takes.
const gitlabClient = "gitlab.com/gitlab-org/api/client-go@v1.46.0"

// gitlab reads the types of GitLab's own client.
func gitlab(string) (*facts, error) {
	c := exec.Command("go", "mod", "download", "-json", gitlabClient)
	c.Env = append(os.Environ(), "GOFLAGS=-mod=mod")
	answer, err := c.Output()
	var module struct{ Dir, Error string }
	if bad := json.Unmarshal(answer, &module); bad != nil || module.Error != "" {
		return nil, errors.Join(err, bad, errors.New(module.Error))
	}
	g := &goTypes{structs: map[string]*ast.StructType{}}
	if err := g.read(module.Dir); err != nil {
		return nil, err
	}
	f := &facts{Source: "Go module " + gitlabClient + " (Apache-2.0)"}
	for _, o := range []struct{ method, path, body, query string }{
		{"GET", "projects/%s/merge_requests/%d", "", "GetMergeRequestsOptions"},
		{"GET", "projects/%s/merge_requests/%d/discussions", "", "ListMergeRequestDiscussionsOptions"},
		{"POST", "projects/%s/merge_requests/%d/discussions", "CreateMergeRequestDiscussionOptions", ""},
		{"PUT", "projects/%s/merge_requests/%d/discussions/%s", "ResolveMergeRequestDiscussionOptions", ""},
		{"PUT", "projects/%s/merge_requests/%d/discussions/%s/notes/%d", "UpdateMergeRequestDiscussionNoteOptions", ""},
	} {
		if !g.paths[`"`+o.path+`"`] {
			return nil, fmt.Errorf("the client calls nothing at %s", o.path)
		}
		op := operation{Method: o.method, Path: "/" + strings.NewReplacer("%s", "{}", "%d", "{}").Replace(o.path)}
		if o.query != "" {
			for name := range g.members(o.query, "url", 0) {
				op.Query = append(op.Query, name)
			}
		}
		if o.body != "" {
			op.Body = closed(g.members(o.body, "json", 0), nil)
		}
		f.Operations = append(f.Operations, op)
	}
	return f, nil
}

// goTypes are the structs of a package, and the texts in it.
type goTypes struct {
	structs map[string]*ast.StructType
	paths   map[string]bool
}

func (g *goTypes) read(dir string) error {
	g.paths = map[string]bool{}
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				if s, ok := n.Type.(*ast.StructType); ok {
					g.structs[n.Name.Name] = s
				}
			case *ast.BasicLit:
				if n.Kind == token.STRING {
					g.paths[n.Value] = true
				}
			}
			return true
		})
	}
	return nil
}

// deep bounds how far types are followed.
const deep = 4

// members are the schemas of a struct's members, named by a tag.
func (g *goTypes) members(name, tag string, depth int) map[string]any {
	out := map[string]any{}
	s := g.structs[name]
	if s == nil || depth > deep {
		return out
	}
	for _, f := range s.Fields.List {
		if len(f.Names) == 0 { // what is embedded
			if id, ok := f.Type.(*ast.Ident); ok {
				for k, v := range g.members(id.Name, tag, depth+1) {
					out[k] = v
				}
			}
			continue
		}
		if f.Tag == nil {
			continue
		}
		member, _, _ := strings.Cut(reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get(tag), ",")
		if member != "" && member != "-" {
			out[member] = g.schema(f.Type, tag, depth)
		}
	}
	return out
}

func (g *goTypes) schema(t ast.Expr, tag string, depth int) schema {
	switch t := t.(type) {
	case *ast.StarExpr:
		return g.schema(t.X, tag, depth)
	case *ast.ArrayType:
		return schema{"type": "array", "items": g.schema(t.Elt, tag, depth)}
	case *ast.Ident:
		switch {
		case t.Name == "string":
			return schema{"type": "string"}
		case t.Name == "bool":
			return schema{"type": "boolean"}
		case strings.HasPrefix(t.Name, "int"):
			return schema{"type": "integer"}
		case strings.HasPrefix(t.Name, "float"):
			return schema{"type": "number"}
		case g.structs[t.Name] != nil:
			return closed(g.members(t.Name, tag, depth+1), nil)
		}
	}
	return schema{} // a type of elsewhere: anything
}
