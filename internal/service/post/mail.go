package post

import (
	"context"
	"crypto/tls"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/smtp"
	"net/url"
	"strings"
	"time"
)

// Letter is a mail.
type Letter struct {
	ID, To, Subject, Text string
	At                    time.Time
}

// Mailer hands mail to a server.
type Mailer struct {
	server   *url.URL
	from     *mail.Address
	password string
}

// OpenMailer takes the server as smtp://USER@HOST:587 (STARTTLS where it is
// offered) or smtps://USER@HOST:465, and who the mail is from.
func OpenMailer(server, from, password string) (*Mailer, error) {
	u, err := url.Parse(server)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, fmt.Errorf("%q is no mail server: smtp://USER@HOST:587 or smtps://USER@HOST:465", server)
	}
	a, err := mail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("who mail is from: %q: %w", from, err)
	}
	return &Mailer{u, a, password}, nil
}

// Send hands a letter over.
func (m *Mailer) Send(ctx context.Context, l Letter) error {
	to, err := mail.ParseAddress(l.To)
	if err != nil {
		return fmt.Errorf("the address %q: %w", l.To, err)
	}
	c, err := m.connect(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.Mail(m.from.Address); err != nil {
		return err
	}
	if err := c.Rcpt(to.Address); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(m.text(to, l)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return c.Quit()
}

// connect greets the server, as safely as it can.
func (m *Mailer) connect(ctx context.Context) (*smtp.Client, error) {
	host, port := m.server.Hostname(), m.server.Port()
	secure := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	d := &net.Dialer{Timeout: patience}
	var conn net.Conn
	var err error
	if m.server.Scheme == "smtps" {
		if port == "" {
			port = "465"
		}
		conn, err = (&tls.Dialer{NetDialer: d, Config: secure}).DialContext(ctx, "tcp", net.JoinHostPort(host, port))
	} else {
		if port == "" {
			port = "587"
		}
		conn, err = d.DialContext(ctx, "tcp", net.JoinHostPort(host, port))
	}
	if err != nil {
		return nil, err
	}
	fail := func(err error) (*smtp.Client, error) {
		conn.Close()
		return nil, err
	}
	if err := conn.SetDeadline(time.Now().Add(3 * patience)); err != nil {
		return fail(err)
	}
	c, err := smtp.NewClient(conn, host)
	if err != nil {
		return fail(err)
	}
	if ok, _ := c.Extension("STARTTLS"); ok && m.server.Scheme == "smtp" {
		if err := c.StartTLS(secure); err != nil {
			return fail(err)
		}
	}
	if user := m.server.User.Username(); user != "" {
		// Refused by itself where the connection is open to others.
		if err := c.Auth(smtp.PlainAuth("", user, m.password, host)); err != nil {
			return fail(err)
		}
	}
	return c, nil
}

// text is a letter as it travels. A subject cannot bring headers of its own.
func (m *Mailer) text(to *mail.Address, l Letter) []byte {
	var b strings.Builder
	line := strings.NewReplacer("\r", " ", "\n", " ")
	_, domain, _ := strings.Cut(m.from.Address, "@")
	for _, h := range [][2]string{{"From", m.from.String()}, {"To", to.String()}, {"Subject", mime.QEncoding.Encode("utf-8", line.Replace(l.Subject))},
		{"Date", l.At.Format(time.RFC1123Z)}, {"Message-ID", "<" + l.ID + "@" + domain + ">"}, {"Auto-Submitted", "auto-generated"}, {"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"}, {"Content-Transfer-Encoding", "quoted-printable"}} {
		b.WriteString(h[0] + ": " + h[1] + "\r\n")
	}
	b.WriteString("\r\n")
	w := quotedprintable.NewWriter(&b)
	// Neither fails on a builder.
	_, _ = w.Write([]byte(strings.ReplaceAll(l.Text, "\n", "\r\n")))
	_ = w.Close()
	return []byte(b.String())
}
