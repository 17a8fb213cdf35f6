package main

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// version is a release's number, in the order of PEP 440. What does not follow it is
// before everything else.
type version struct {
	epoch           int
	release         []int
	pre, post, dev  int
	hasPre, isLocal bool
}

const never = 1 << 30

var versionForm = regexp.MustCompile(`(?i)^v?(?:(\d+)!)?(\d+(?:\.\d+)*)[-_.]?(?:(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:(?:[-_.]?(?:post|rev|r)[-_.]?(\d*))|-(\d+))?(?:[-_.]?(dev)[-_.]?(\d*))?(\+.*)?$`)

func parseVersion(s string) (version, bool) {
	m := versionForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return version{}, false
	}
	v := version{epoch: number(m[1]), pre: never, post: -1, dev: never, isLocal: m[9] != ""}
	for part := range strings.SplitSeq(m[2], ".") {
		v.release = append(v.release, number(part))
	}
	for len(v.release) > 1 && v.release[len(v.release)-1] == 0 {
		v.release = v.release[:len(v.release)-1]
	}
	if m[3] != "" {
		v.hasPre = true
		v.pre = 10000*int(strings.ToLower(m[3])[0]) + number(m[4]) // alpha, beta, c, pre and rc follow one another
	}
	if strings.Contains(strings.ToLower(s), "post") || m[5] != "" || m[6] != "" {
		v.post = number(m[5] + m[6])
	}
	if m[7] != "" {
		v.dev = number(m[8])
		if !v.hasPre && v.post < 0 {
			v.pre = -1 // 1.0.dev1 is before 1.0a1
		}
	}
	return v, true
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// early tells releases that are not meant for everybody yet.
func (v version) early() bool { return v.hasPre || v.dev != never }

func (v version) compare(o version) int {
	return cmp.Or(cmp.Compare(v.epoch, o.epoch), slices.Compare(v.release, o.release), cmp.Compare(v.pre, o.pre),
		cmp.Compare(v.post, o.post), cmp.Compare(v.dev, o.dev))
}
