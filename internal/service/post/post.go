// Package post knows how a message leaves the house: signed over HTTP to an
// address that somebody else wrote down, and as mail. It must not know what a
// message says, who is to get it, or when to try again.
//
// Its window is what arrives, and what is refused: addresses inside the network
// that the service stands in.
package post

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"syscall"
	"time"
)

// patience is how long one message may take.
const patience = 10 * time.Second

// Parcel is a message over HTTP.
type Parcel struct {
	ID, Event, URL, Secret string
	Body                   []byte
	At                     time.Time
}

// Office sends.
type Office struct {
	client *http.Client
	agent  string
}

// Open opens an office. Unless private is set it reaches no address of the
// network that it stands in: a name is judged by what it means at the moment of
// the call. Nothing is asked a second time elsewhere: an answer that points to
// another address is a failure.
func Open(version string, private bool) *Office {
	d := &net.Dialer{Timeout: patience}
	if !private {
		d.Control = func(_, address string, _ syscall.RawConn) error { return public(address) }
	}
	return &Office{agent: "leadline/" + version, client: &http.Client{Timeout: patience,
		Transport:     &http.Transport{DialContext: d.DialContext, TLSHandshakeTimeout: patience, MaxIdleConns: 20, IdleConnTimeout: time.Minute, MaxResponseHeaderBytes: 64 << 10},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// reserved are networks that belong to nobody, or to us, beyond those that
// netip knows.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2001::/32"), netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
}

// errPrivate is why an address is not called.
var errPrivate = errors.New("is an address of a private network; leadline serve --allow-private-hooks lets messages go there")

// public tells whether messages may go to an address.
func public(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	ip := at.Addr().Unmap()
	bad := !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast()
	for _, n := range reserved {
		bad = bad || n.Contains(ip)
	}
	if bad {
		return fmt.Errorf("%s %w", ip, errPrivate)
	}
	return nil
}

// CheckURL tells whether an address can be called at all.
func CheckURL(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return err
	case u.Scheme != "https" && u.Scheme != "http":
		return fmt.Errorf("%q is no address of the web: it begins with https:// or http://", address)
	case u.Hostname() == "" || u.User != nil:
		return fmt.Errorf("%q needs a host and may hold no user", address)
	}
	return nil
}

// Sign is what the header Leadline-Signature says of a body: the time, and the
// HMAC-SHA256 of the time, a dot and the body.
func Sign(secret string, at time.Time, body []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(t + "."))
	mac.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}

// Send posts a message. Anything but a 2xx is a failure.
func (o *Office) Send(ctx context.Context, p Parcel) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.URL, bytes.NewReader(p.Body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", o.agent)
	req.Header.Set("Leadline-Event", p.Event)
	req.Header.Set("Leadline-Delivery", p.ID)
	if p.Secret != "" {
		req.Header.Set("Leadline-Signature", Sign(p.Secret, p.At, p.Body))
	}
	res, err := o.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(res.Body, 200)) // it is told in part, for whoever looks for the reason
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return fmt.Errorf("the answer was %s: %q", res.Status, said)
	}
	return nil
}
