package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWilson(t *testing.T) {
	low, high := wilson(8, 10)
	if math.Abs(low-0.4902) > 0.001 || math.Abs(high-0.9433) > 0.001 {
		t.Errorf("8 of 10: %.4f to %.4f", low, high)
	}
}

func TestRun(t *testing.T) {
	name := filepath.Join(t.TempDir(), "n.csv")
	head := "app_or_package,path,line,rule,severity,verdict,reason,sample\n"
	for content, want := range map[string]string{head + "a/b,x.py,1,xss,high,true,r,fresh\na/b,y.py,2,xss,high,false,r,fresh\n": "rule xss, fresh                                      1 of   2 true"} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := run(name, &out); err != nil || !strings.Contains(out.String(), want) {
			t.Errorf("%v\n%s", err, out.String())
		}
	}
	if err := os.WriteFile(name, []byte(head+"a/b,x.py,1,xss,high,maybe,r,fresh\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(name, &strings.Builder{}); err == nil || !strings.Contains(err.Error(), "row 2") {
		t.Errorf("a verdict of maybe: %v", err)
	}
}
