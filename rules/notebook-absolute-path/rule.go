// Package check reports paths of one machine.
package check

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

var personal = regexp.MustCompile(`^(?:/home/[^/\s]+/|/Users/[^/\s]+/|/root/|[A-Za-z]:[\\/]+[\w.]|/content/drive/|/media/[^/\s]+/|/mnt/[^/\s]+/|~/)[^\n<>|*"]*$`)

// Check reports each text that is such a path.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Constant](p) {
		if s, ok := p.Text(c); ok && len(s) < 300 && personal.MatchString(s) {
			r := p.Report(c, "the path exists on one machine only: "+s)
			if near := below(p.File.Path, s); near != "" && strings.ContainsAny(p.Source(c)[:1], `'"rR`) {
				r.Fix(false, "name it from the notebook's folder: "+near, rule.Replace(c, strconv.Quote(near)))
			}
		}
	}
}

// below is a path of one machine as it is called from the folder of the file,
// where it goes through a folder of that very name; "" where it does not.
func below(file, s string) string {
	folder := path.Dir(file)
	if folder == "." {
		return ""
	}
	s = strings.ReplaceAll(s, "\\", "/")
	i := strings.LastIndex(s, "/"+folder+"/")
	if i < 0 {
		return ""
	}
	return strings.TrimLeft(s[i+len(folder)+2:], "/")
}
