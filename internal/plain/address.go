package plain

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

var (
	address = regexp.MustCompile(`\b([a-z][a-z0-9+.-]{1,30})://([^\s:/@"'<>\[\]]*):([^\s/@"'<>]+)@([A-Za-z0-9._-]+|\[[0-9a-f:]+\])`)
	odbc    = regexp.MustCompile(`(?i)\b(?:pwd|password)=([^;&"'\s{}$%<>*]{4,})[;&"']`)
)

// connections are words of which one stands on the line of a connection string.
var connections = []string{"Server=", "Driver=", "Data Source=", "jdbc:"}

// mayHoldPassword tells whether some "://" has a ":" and then an "@" behind it
// before anything that ends an address: few texts do, and only they are worth a
// regular expression.
func mayHoldPassword(content []byte) bool {
	for {
		at := bytes.Index(content, []byte("://"))
		if at < 0 {
			return false
		}
		content = content[at+len("://"):]
		colon := false
		for _, c := range content {
			if c == '@' && colon {
				return true
			}
			if c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '/' || c == '"' || c == '\'' || c == '<' || c == '>' {
				break
			}
			colon = colon || c == ':'
		}
	}
}

// Addresses finds addresses with a password in them, in order.
func Addresses(content []byte) []Secret {
	var out []Secret
	if mayHoldPassword(content) {
		for _, at := range address.FindAllSubmatchIndex(content, -1) {
			password, host := string(content[at[6]:at[7]]), string(content[at[8]:at[9]])
			if !placeholder(password) && !placeholderHost(host) {
				out = append(out, Secret{
					Start: uint32(at[0]), End: uint32(at[1]), Kind: "a password in an address",
					Shown: string(content[at[2]:at[3]]) + "://" + string(content[at[4]:at[5]]) + ":...@" + host, Local: local(host),
				})
			}
		}
	}
	if !slices.ContainsFunc(connections, func(word string) bool { return bytes.Contains(content, []byte(word)) }) {
		return out
	}
	for _, at := range odbc.FindAllSubmatchIndex(content, -1) {
		line := lineAround(content, at[0])
		password := string(content[at[2]:at[3]])
		if !placeholder(password) && slices.ContainsFunc(connections, func(word string) bool { return bytes.Contains(line, []byte(word)) }) {
			out = append(out, Secret{Start: uint32(at[0]), End: uint32(at[1]), Kind: "a password in a connection string", Shown: "Pwd=..."})
		}
	}
	return out
}

// Password is what is known of an address whose password may look like that of
// an example; one that a program fills in is none.
func Password(text string) (Secret, bool) {
	at := address.FindStringSubmatch(text)
	if at == nil || strings.ContainsAny(at[3], "{}$%<>*[]()") {
		return Secret{}, false
	}
	return Secret{Shown: at[1] + "://" + at[2] + ":...@" + at[4], Local: local(at[4])}, true
}

// settings are what a connection is opened with, written one after the other: host=h
// password=p, or SERVER=h;PWD=p.
var settings = regexp.MustCompile(`(?i)(?:^|[;\s])(password|pwd)\s*=\s*('[^']+'|[^;\s']+)`)

// Setting is the password among the settings that a text lists; one that a program
// fills in is none.
func Setting(text string) (Secret, bool) {
	at := settings.FindStringSubmatch(text)
	if at == nil || strings.ContainsAny(at[2], "{}$%<>*[]()?") {
		return Secret{}, false
	}
	lower := strings.ToLower(text)
	return Secret{Shown: at[1] + "=...", Local: strings.Contains(lower, "localhost") || strings.Contains(lower, "127.0.0.1")}, true
}

func lineAround(content []byte, at int) []byte {
	start := bytes.LastIndexByte(content[:at], '\n') + 1
	end := bytes.IndexByte(content[at:], '\n')
	if end < 0 {
		return content[start:]
	}
	return content[start : at+end]
}

func local(host string) bool {
	return host == "localhost" || strings.HasPrefix(host, "127.") || host == "0.0.0.0" || host == "[::1]"
}

// placeholder tells what stands for a password without being one.
func placeholder(text string) bool {
	lower := strings.ToLower(text)
	if strings.ContainsAny(text, "{}$%<>*[]()") || len(text) < 3 || strings.Trim(lower, string(lower[0])) == "" {
		return true
	}
	for _, word := range []string{"password", "passwd", "pass", "pwd", "secret", "token", "example", "changeme", "placeholder", "your", "xxx", "foo", "bar", "test", "user", "guest", "dummy", "pw", "key", "postgres", "mysql", "root", "admin", "abc", "123"} {
		if lower == word || strings.HasPrefix(lower, "your") || strings.HasPrefix(lower, "my") && strings.HasSuffix(lower, word) {
			return true
		}
	}
	return lower == "password123" || lower == "..."
}

// placeholderHost tells hosts of examples.
func placeholderHost(host string) bool {
	lower := strings.ToLower(host)
	return lower == "host" || lower == "hostname" || lower == "example.com" || strings.HasSuffix(lower, ".example.com") || strings.HasSuffix(lower, ".example.org") || lower == "server" || lower == "domain"
}

// IsExample tells files that show how settings are written: what stands for a
// password in them is none.
func IsExample(path string) bool {
	base := strings.ToLower(path[strings.LastIndexByte(path, '/')+1:])
	for _, word := range []string{"example", "sample", "template", ".dist", ".tpl", ".j2"} {
		if strings.Contains(base, word) && !strings.HasSuffix(base, ".py") {
			return true
		}
	}
	return false
}
