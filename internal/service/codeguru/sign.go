package codeguru

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// The parts of Signature Version 4, as AWS's documentation of it names them.
const (
	algorithm  = "AWS4-HMAC-SHA256"
	signed     = "codeguru-security"
	terminator = "aws4_request"
	stamp      = "20060102T150405Z"
	skew       = 5 * time.Minute
)

// claim is what a request says about its own signature.
type claim struct {
	key, day, region, service string
	headers                   []string
	signature                 string
	at                        time.Time
}

// readClaim reads the Authorization header and the date.
func readClaim(r *http.Request) (*claim, *fault) {
	rest, ok := strings.CutPrefix(r.Header.Get("Authorization"), algorithm+" ")
	if !ok {
		return nil, denied("MissingAuthenticationToken", "the request is not signed with "+algorithm)
	}
	parts := map[string]string{}
	for _, p := range strings.Split(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		parts[name] = value
	}
	c := &claim{headers: strings.Split(parts["SignedHeaders"], ";"), signature: parts["Signature"]}
	scope := strings.Split(parts["Credential"], "/")
	if len(scope) != 5 || scope[4] != terminator || c.signature == "" || parts["SignedHeaders"] == "" {
		return nil, denied("IncompleteSignature", "the Authorization header lacks a part: Credential, SignedHeaders, Signature")
	}
	c.key, c.day, c.region, c.service = scope[0], scope[1], scope[2], scope[3]
	var err error
	if c.at, err = time.Parse(stamp, r.Header.Get("X-Amz-Date")); err != nil {
		return nil, denied("IncompleteSignature", "X-Amz-Date is missing or no time")
	}
	// What is not signed could be anybody's.
	for _, must := range []string{"host", "x-amz-date"} {
		if !slices.Contains(c.headers, must) {
			return nil, denied("InvalidSignature", "the header %s is not signed", must)
		}
	}
	return c, nil
}

// check tests a claim against the secret of its key.
func (c *claim) check(r *http.Request, body []byte, region, secret string, now time.Time) *fault {
	switch {
	case c.service != signed || c.day != c.at.Format("20060102"):
		return denied("InvalidSignature", "the credential's scope is not of this day and service")
	case c.region != region:
		return denied("InvalidSignature", "the key is for the region %s, the request for %.40q", region, c.region)
	case c.at.Sub(now).Abs() > skew:
		return denied("RequestExpired", "the signature is of %s; here it is %s", c.at.Format(time.RFC3339), now.UTC().Format(time.RFC3339))
	}
	hash := hexOf(body)
	if given := r.Header.Get("X-Amz-Content-Sha256"); given != "" && given != hash {
		return denied("InvalidSignature", "the body is not the one that was signed")
	}
	want := c.sign(c.canonical(r, hash), secret)
	if subtle.ConstantTimeCompare([]byte(want), []byte(c.signature)) != 1 {
		return denied("InvalidSignature", "the signature does not fit the request and the secret of the key")
	}
	return nil
}

// canonical is the request as it is signed.
func (c *claim) canonical(r *http.Request, hash string) string {
	path := r.URL.EscapedPath()
	if path == "" {
		path = "/"
	}
	var b strings.Builder
	b.WriteString(r.Method + "\n" + escapeAgain(path) + "\n" + canonicalQuery(r.URL.RawQuery) + "\n")
	for _, name := range c.headers {
		value := strings.Join(r.Header.Values(name), ",")
		if name == "host" {
			value = r.Host
		}
		b.WriteString(name + ":" + strings.Join(strings.Fields(value), " ") + "\n")
	}
	b.WriteString("\n" + strings.Join(c.headers, ";") + "\n" + hash)
	return b.String()
}

// escapeAgain encodes a path that is encoded: every service but one wants it so.
func escapeAgain(path string) string {
	parts := strings.Split(path, "/")
	for i := range parts {
		parts[i] = strings.ReplaceAll(url.QueryEscape(parts[i]), "+", "%20")
	}
	return strings.ReplaceAll(strings.Join(parts, "/"), "%7E", "~")
}

func canonicalQuery(raw string) string {
	if raw == "" {
		return ""
	}
	var pairs [][2]string
	for _, p := range strings.Split(raw, "&") {
		name, value, _ := strings.Cut(p, "=")
		pairs = append(pairs, [2]string{name, value})
	}
	slices.SortFunc(pairs, func(a, b [2]string) int {
		if a[0] != b[0] {
			return strings.Compare(a[0], b[0])
		}
		return strings.Compare(a[1], b[1])
	})
	out := make([]string, len(pairs))
	for i, p := range pairs {
		out[i] = p[0] + "=" + p[1]
	}
	return strings.Join(out, "&")
}

func (c *claim) sign(canonical, secret string) string {
	scope := strings.Join([]string{c.day, c.region, c.service, terminator}, "/")
	text := algorithm + "\n" + c.at.Format(stamp) + "\n" + scope + "\n" + hexOf([]byte(canonical))
	key := []byte("AWS4" + secret)
	for _, part := range []string{c.day, c.region, c.service, terminator, text} {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(part))
		key = mac.Sum(nil)
	}
	return hex.EncodeToString(key)
}

func hexOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
