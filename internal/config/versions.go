package config

import (
	"strconv"
	"strings"
)

// Version is a Python version, major and minor.
type Version struct{ Major, Minor int }

// Compare is negative, zero or positive as v is before, at or after o.
func (v Version) Compare(o Version) int {
	if v.Major != o.Major {
		return v.Major - o.Major
	}
	return v.Minor - o.Minor
}

// Versions is a closed range of versions. A zero Min or Max is unbounded; both
// zero say that nothing is known.
type Versions struct{ Min, Max Version }

// Known tells whether the range says anything.
func (v Versions) Known() bool { return v != Versions{} }

// ParseVersions reads one version, which means just that one, or a
// comma-separated list of comparisons as in requires-python.
func ParseVersions(s string) (Versions, bool) {
	s = strings.ReplaceAll(s, " ", "")
	if v, _, ok := parseVersion(s); ok {
		return Versions{v, v}, true
	}
	var r Versions
	for _, part := range strings.Split(s, ",") {
		if part == "" {
			continue
		}
		if !r.narrow(part) {
			return Versions{}, false
		}
	}
	return r, r.Known()
}

// narrow intersects the range with one comparison.
func (r *Versions) narrow(part string) bool {
	digits := strings.IndexAny(part, "0123456789")
	if digits < 0 {
		return false
	}
	v, patch, ok := parseVersion(strings.TrimSuffix(part[digits:], ".*"))
	if !ok {
		return false
	}
	switch part[:digits] {
	case ">=", ">":
		// >3.8 still allows 3.8: there is a 3.8.1.
		r.atLeast(v)
	case "<=":
		r.atMost(v)
	case "<":
		if patch == 0 {
			v.Minor--
		}
		r.atMost(v)
	case "==", "===":
		r.atLeast(v)
		r.atMost(v)
	case "~=", "^", "~":
		r.atLeast(v)
		if part[:digits] != "^" && strings.Count(part, ".") > 1 {
			r.atMost(v)
		} else {
			r.atMost(Version{v.Major, 99})
		}
	case "!=":
	default:
		return false
	}
	return true
}

func (r *Versions) atLeast(v Version) {
	if v.Compare(r.Min) > 0 {
		r.Min = v
	}
}

func (r *Versions) atMost(v Version) {
	if v.Minor < 0 {
		v = Version{v.Major - 1, 99}
	}
	if r.Max == (Version{}) || v.Compare(r.Max) < 0 {
		r.Max = v
	}
}

func parseVersion(s string) (v Version, patch int, ok bool) {
	parts := strings.Split(s, ".")
	if len(parts) > 3 {
		return Version{}, 0, false
	}
	var n [3]int
	for i, p := range parts {
		x, err := strconv.Atoi(p)
		if err != nil || x < 0 {
			return Version{}, 0, false
		}
		n[i] = x
	}
	return Version{n[0], n[1]}, n[2], true
}
