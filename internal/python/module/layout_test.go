package module_test

import (
	"testing"

	"leadline/internal/python/module"
)

func TestName(t *testing.T) {
	tests := []struct {
		roots      []string
		path, name string
		isPackage  bool
	}{
		{nil, "pkg/__init__.py", "pkg", true},
		{nil, "pkg/sub/mod.py", "pkg.sub.mod", false},
		{nil, "src/pkg/mod.py", "pkg.mod", false},
		{nil, "tests/test_a.py", "tests.test_a", false},
		{nil, "setup.py", "setup", false},
		{nil, "pkg/data.json", "", false},
		{nil, "pkg/stub.pyi", "pkg.stub", false},
		{[]string{"./lib/", "lib/vendor"}, "lib/vendor/six.py", "six", false},
		{[]string{"./lib/", "lib/vendor"}, "lib/app/x.py", "app.x", false},
		{[]string{"lib"}, "src/pkg/mod.py", "src.pkg.mod", false},
	}
	paths := []string{"pkg/__init__.py", "pkg/sub/mod.py", "src/pkg/mod.py", "tests/test_a.py", "setup.py",
		"pkg/data.json", "lib/vendor/six.py", "lib/app/x.py", "pkg/stub.pyi"}
	for _, x := range tests {
		name, isPackage := module.NewLayout(paths, x.roots).Name(x.path)
		if name != x.name || isPackage != x.isPackage {
			t.Errorf("roots %v: %s is %q (package %v), want %q (%v)", x.roots, x.path, name, isPackage, x.name, x.isPackage)
		}
	}
}

// TestSrcPackage: src with an __init__ is a package, not a root.
func TestSrcPackage(t *testing.T) {
	l := module.NewLayout([]string{"src/__init__.py", "src/a.py"}, nil)
	if name, _ := l.Name("src/a.py"); name != "src.a" {
		t.Errorf("src/a.py is %q", name)
	}
}

func TestResolve(t *testing.T) {
	l := module.NewLayout([]string{
		"src/app/__init__.py", "src/app/views.py", "src/app/both.py", "src/app/both/__init__.py",
		"src/space/deep/mod.py", "tools/run.py", "tools/helper.py", "helper.py",
		"services/api/core/__init__.py", "services/api/core/db.py",
		"one/dup/__init__.py", "two/dup/__init__.py", "two/dup/x.py", "two/dup/y.py", "stubs/s.pyi", "stubs/s.py",
	}, nil)
	tests := []struct {
		from, dotted, path string
		ok                 bool
	}{
		{"", "app", "src/app/__init__.py", true},
		{"", "app.views", "src/app/views.py", true},
		{"", "src.app.views", "src/app/views.py", true},
		{"", "app.both", "src/app/both/__init__.py", true},
		{"", "space.deep.mod", "src/space/deep/mod.py", true},
		{"", "space.deep", "", true},
		{"", "core.db", "services/api/core/db.py", true},
		{"", "services.api.core.db", "services/api/core/db.py", true},
		{"", "dup.x", "", false},
		{"two/dup/y.py", "dup.x", "two/dup/x.py", true},
		{"", "helper", "helper.py", true},
		{"tools/run.py", "helper", "tools/helper.py", true},
		{"src/app/views.py", "helper", "helper.py", true},
		{"", "flask", "", false},
		{"", "", "", false},
		{"", ".x", "", false},
		{"", "stubs.s", "stubs/s.py", true},
	}
	for _, x := range tests {
		path, ok := l.Resolve(x.dotted)
		if x.from != "" {
			path, ok = l.ResolveFrom(x.from, x.dotted)
		}
		if path != x.path || ok != x.ok {
			t.Errorf("%s from %q is %q %v, want %q %v", x.dotted, x.from, path, ok, x.path, x.ok)
		}
	}
}
