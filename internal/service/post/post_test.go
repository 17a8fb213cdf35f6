package post

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"strings"
	"testing"
	"time"
)

func TestSend(t *testing.T) {
	at := time.Unix(1_700_000_000, 0)
	var got *http.Request
	var body []byte
	answer := 204
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, body = r, nil
		body, _ = io.ReadAll(r.Body)
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(answer)
	}))
	defer server.Close()
	p := Parcel{ID: "d1", Event: "ping", URL: server.URL, Secret: "Jefe", Body: []byte(`{"a":1}`), At: at}
	if err := Open("1", true).Send(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	// printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac Jefe
	if want := "t=1700000000,v1=fa5f6481efc59da48b19c9dc10196c9953e5651f8304b3a318b6b87d70272e0a"; got.Header.Get("Leadline-Signature") != want {
		t.Errorf("signature %q, want %q", got.Header.Get("Leadline-Signature"), want)
	}
	if got.Header.Get("Leadline-Delivery") != "d1" || string(body) != `{"a":1}` {
		t.Errorf("%v %s", got.Header, body)
	}
	for _, answer = range []int{302, 410, 500} {
		if err := Open("1", true).Send(t.Context(), p); err == nil || got.URL.Path != "/" {
			t.Errorf("answer %d: %v, asked %s", answer, err, got.URL.Path)
		}
	}
	// Nothing inside is reached, by whatever name.
	got = nil
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "127.1", "0x7f000001", "2130706433"} {
		p.URL = "http://" + host + ":" + port
		if err := Open("1", false).Send(t.Context(), p); err == nil || got != nil {
			t.Errorf("%s was called: %v", host, err)
		}
	}
}

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1:248:1893:25c8:1946": true, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false,
		"100.100.100.200": false, "127.0.0.2": false, "0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false, "fd00::1": false, "fe80::1": false, "::1": false, "::": false,
		"::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:a00:1::": false, "fec0::1": false,
	} {
		if err := public(net.JoinHostPort(address, "443")); (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, bad := range []string{"ftp://x", "file:///etc/passwd", "gopher://x", "https://", "https://a:b@c", "//x", "", "http://%zz"} {
		if CheckURL(bad) == nil {
			t.Errorf("%q can be called", bad)
		}
	}
}

// TestMail: what a server is told, word by word.
func TestMail(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	said := make(chan string, 1)
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		r := bufio.NewReader(conn)
		var all strings.Builder
		data := false
		io.WriteString(conn, "220 here\r\n")
		for {
			line, err := r.ReadString('\n')
			if err != nil {
				return
			}
			all.WriteString(line)
			switch {
			case data && line == ".\r\n":
				data = false
				io.WriteString(conn, "250 kept\r\n")
			case data:
			case strings.HasPrefix(line, "EHLO"):
				io.WriteString(conn, "250-here\r\n250 8BITMIME\r\n")
			case strings.HasPrefix(line, "DATA"):
				data = true
				io.WriteString(conn, "354 go on\r\n")
			case strings.HasPrefix(line, "QUIT"):
				io.WriteString(conn, "221 bye\r\n")
				said <- all.String()
				return
			default:
				io.WriteString(conn, "250 ok\r\n")
			}
		}
	}()
	m, err := OpenMailer("smtp://"+l.Addr().String(), "Leadline <leadline@example.org>", "")
	if err != nil {
		t.Fatal(err)
	}
	err = m.Send(context.Background(), Letter{ID: "d1", To: "ada@example.org", Subject: "one\r\nBcc: all@example.org", Text: "Hé\n.\nend", At: time.Unix(0, 0).UTC()})
	if err != nil {
		t.Fatal(err)
	}
	all := <-said
	if !strings.Contains(all, "RCPT TO:<ada@example.org>") || strings.Count(all, "RCPT") != 1 {
		t.Error(all)
	}
	_, text, _ := strings.Cut(all, "DATA\r\n")
	read, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(read.Body)
	if read.Header.Get("Bcc") != "" || read.Header.Get("Subject") != "one  Bcc: all@example.org" || !strings.HasPrefix(string(body), "H=C3=A9\r\n..\r\nend") {
		t.Errorf("%v %q", read.Header, body)
	}
	for server, from := range map[string]string{"": "a@b", "http://x": "a@b", "smtp://x": "nobody", "smtp://": "a@b"} {
		if _, err := OpenMailer(server, from, ""); err == nil {
			t.Errorf("%q from %q is taken", server, from)
		}
	}
}
