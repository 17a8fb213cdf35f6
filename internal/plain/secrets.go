// Package plain knows text that is not a program: the forms of tokens, keys and
// addresses that may stand in any file. It must not know Python, nor what a
// finding is.
//
// Its window is Secret.Shown, which never holds a whole secret.
package plain

import (
	"bytes"
	"encoding/base64"
	"hash/crc32"
	"math"
	"regexp"
	"slices"
	"strings"

	"leadline/internal/text"
)

// Secret is a place in a text that holds a secret.
type Secret struct {
	Start, End uint32
	// Kind says whose it is; Shown is its beginning, the rest left out.
	Kind, Shown string
	// Local is set for addresses of the machine itself.
	Local bool
}

// form is how one provider's tokens look.
type form struct {
	kind string
	// One of the marks stands in every such token, and at least tail letters, digits, "_"
	// or "-" behind it, none of them beyond "f" where all are digits of hex, so that most
	// texts cost one search.
	marks []string
	tail  int
	hex   bool
	re    *regexp.Regexp
	// valid looks closer; nil accepts what has enough variety.
	valid func(string) bool
}

// forms are the known tokens. A token is the whole match, or its group if there
// is one.
var forms = []form{
	{"an AWS access key id", []string{"AKIA"}, 16, false, regexp.MustCompile(`\bAKIA[A-Z2-7]{16}\b`), nil},
	{"a temporary AWS access key id", []string{"ASIA"}, 16, false, regexp.MustCompile(`\bASIA[A-Z2-7]{16}\b`), nil},
	{"a Google API key", []string{"AIza"}, 35, false, regexp.MustCompile(`\bAIza[0-9A-Za-z_-]{35}\b`), nil},
	{"a Google OAuth secret", []string{"GOCSPX-"}, 28, false, regexp.MustCompile(`\bGOCSPX-[0-9A-Za-z_-]{28}\b`), nil},
	{"a GitHub token", []string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_"}, 36, false, regexp.MustCompile(`\bgh[pousr]_[0-9A-Za-z]{36}\b`), github},
	{"a GitHub token", []string{"github_pat_"}, 82, false, regexp.MustCompile(`\bgithub_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59}\b`), nil},
	{"a GitLab token", []string{"glpat-"}, 20, false, regexp.MustCompile(`\bglpat-[0-9A-Za-z_-]{20}\b`), nil},
	{"a Slack token", []string{"xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-"}, 22, false, regexp.MustCompile(`\bxox[abprs]-(?:\d+-){1,3}[0-9A-Za-z]{20,}\b`), nil},
	{"a Slack webhook", []string{"hooks.slack.com"}, 0, false, regexp.MustCompile(`https://hooks\.slack\.com/services/T[0-9A-Z]{8,}/B[0-9A-Z]{8,}/[0-9A-Za-z]{24}`), nil},
	{"a Stripe key", []string{"_live_"}, 24, false, regexp.MustCompile(`\b[sr]k_live_[0-9A-Za-z]{24,}\b`), nil},
	{"a SendGrid key", []string{"SG."}, 22, false, regexp.MustCompile(`\bSG\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43}\b`), nil},
	{"a Twilio key", []string{"SK"}, 32, true, regexp.MustCompile(`\bSK[0-9a-f]{32}\b`), nil},
	{"an OpenAI key", []string{"sk-"}, 40, false, regexp.MustCompile(`\bsk-(?:proj-|svcacct-|admin-)[0-9A-Za-z_-]{40,}\b|\bsk-[0-9A-Za-z]{20}T3BlbkFJ[0-9A-Za-z]{20}\b`), nil},
	{"an Anthropic key", []string{"sk-ant-"}, 80, false, regexp.MustCompile(`\bsk-ant-(?:api|admin)\d\d-[0-9A-Za-z_-]{80,}\b`), nil},
	{"a Hugging Face token", []string{"hf_"}, 34, false, regexp.MustCompile(`\bhf_[A-Za-z]{34}\b`), nil},
	{"a Databricks token", []string{"dapi"}, 32, true, regexp.MustCompile(`\bdapi[0-9a-f]{32}\b`), nil},
	{"an npm token", []string{"npm_"}, 36, false, regexp.MustCompile(`\bnpm_[0-9A-Za-z]{36}\b`), github},
	{"a PyPI token", []string{"pypi-"}, 66, false, regexp.MustCompile(`\bpypi-AgEIcHlwaS5vcmc[0-9A-Za-z_-]{50,}\b`), nil},
	{"a Telegram token", []string{":AA"}, 33, false, regexp.MustCompile(`\b\d{8,10}:AA[0-9A-Za-z_-]{33}\b`), nil},
	{"an Azure storage key", []string{"AccountKey="}, 0, false, regexp.MustCompile(`AccountKey=[0-9A-Za-z+/]{86}==`), nil},
	{"a DigitalOcean token", []string{"dop_v1_"}, 64, true, regexp.MustCompile(`\bdop_v1_[0-9a-f]{64}\b`), nil},
	{"a Shopify token", []string{"shp"}, 35, false, regexp.MustCompile(`\bshp(?:at|ca|pa|ss)_[0-9a-f]{32}\b`), nil},
	{"a private key", []string{"PRIVATE KEY"}, 5, false, regexp.MustCompile(`-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----\s*[0-9A-Za-z+/=\s\\n"':,-]{120,}`), func(string) bool { return true }},
	{"a PGP private key", []string{"PGP PRIVATE"}, 0, false, regexp.MustCompile(`-----BEGIN PGP PRIVATE KEY BLOCK-----`), func(string) bool { return true }},
	{"a JSON Web Token", []string{".eyJ"}, 10, false, regexp.MustCompile(`\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{30,}\b`), webToken},
}

// Tokens finds the tokens of a text, in order, none inside another.
func Tokens(content []byte) []Secret {
	var out []Secret
	marked := marked(content)
	for i := range forms {
		f := &forms[i]
		if !marked[i] {
			continue
		}
		for _, at := range f.re.FindAllIndex(content, -1) {
			token := string(content[at[0]:at[1]])
			if f.valid == nil && varied(token) || f.valid != nil && f.valid(token) {
				out = append(out, Secret{Start: uint32(at[0]), End: uint32(at[1]), Kind: f.kind, Shown: shown(token)})
			}
		}
	}
	return apart(out)
}

// mark is one of a form's.
type mark struct {
	text string
	form int
}

// marks are those of all forms, in their order.
var marks = func() (out []mark) {
	for i := range forms {
		for _, text := range forms[i].marks {
			out = append(out, mark{text, i})
		}
	}
	return out
}()

var markWords = text.NewWords(func() (out []string) {
	for _, m := range marks {
		out = append(out, m.text)
	}
	return out
}())

// marked tells for each form whether a text may hold such a token.
func marked(content []byte) []bool {
	out := make([]bool, len(forms))
	markWords.Each(content, func(id uint32, end int) {
		m := &marks[id]
		if out[m.form] {
			return
		}
		f, tail := &forms[m.form], content[end:]
		out[m.form] = len(tail) >= f.tail && !slices.ContainsFunc(tail[:f.tail], func(c byte) bool { return !tokenByte(c) || f.hex && c > 'f' })
	})
	return out
}

func tokenByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '-'
}

// apart drops secrets that overlap an earlier one.
func apart(all []Secret) []Secret {
	var out []Secret
next:
	for _, s := range all {
		for _, o := range out {
			if s.Start < o.End && o.Start < s.End {
				continue next
			}
		}
		out = append(out, s)
	}
	return out
}

// shown is the beginning of a secret, never more than a third of it.
func shown(token string) string {
	n := min(6, len(token)/3)
	return strings.ToValidUTF8(token[:n], "") + "..."
}

// varied tells a random body from an example: enough different characters, no
// word that says it is one, no run of the alphabet.
func varied(token string) bool {
	lower := strings.ToLower(token)
	for _, word := range []string{"example", "xxxx", "your", "dummy", "fake", "placeholder", "1234567890", "0000000", "abcdefghijklmno"} {
		if strings.Contains(lower, word) {
			return false
		}
	}
	return entropy(token) >= 3
}

// entropy is the mean information of a character, in bits.
func entropy(s string) float64 {
	var counts [256]int
	for i := 0; i < len(s); i++ {
		counts[s[i]]++
	}
	sum := 0.0
	for _, n := range counts {
		if n > 0 {
			p := float64(n) / float64(len(s))
			sum -= p * math.Log2(p)
		}
	}
	return sum
}

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// github tells whether the last six characters are the checksum of the rest, as
// GitHub and npm make their tokens; old tokens have none and must be varied.
func github(token string) bool {
	_, body, _ := strings.Cut(token, "_")
	if len(body) != 36 {
		return false
	}
	sum := crc32.ChecksumIEEE([]byte(body[:30]))
	var check [6]byte
	for i := 5; i >= 0; i-- {
		check[i] = base62[sum%62]
		sum /= 62
	}
	return string(check[:]) == body[30:] || strings.HasPrefix(token, "gh") && entropy(body) > 4.3 && varied(token)
}

// webToken tells whether the head of a token is JSON that names an algorithm.
func webToken(token string) bool {
	head, _, _ := strings.Cut(token, ".")
	text, err := base64.RawURLEncoding.DecodeString(head)
	return err == nil && bytes.Contains(text, []byte(`"alg"`)) && !bytes.Contains(text, []byte(`"none"`))
}
